"""The room's bookmarks bar: the card and the bridge, each there once and leading where it should."""

from typing import Any

from incidents.change import Rule
from incidents.refs import BRIDGE_BOOKMARK, CARD_BOOKMARK
from incidents.room import remembered
from integrations.errors import Rejected
from jobs.desk import Order
from jobs.posts import link_to

CARD = {"title": "Incident card", "type": "link", "emoji": ":rotating_light:"}
BRIDGE = {"title": "Bridge", "type": "link", "emoji": ":telephone_receiver:"}


async def bookmark_card(order: Order) -> Rule | None:
    """Put the card there, once; when it was posted anew, the bookmark moves to it."""
    if "card" not in order.incident.refs:
        return None  # that was in another room; posting the card in this one asks again
    known, link = order.incident.refs.get(CARD_BOOKMARK), card_link(order)
    if known and await _moved(order, known, link):
        return None
    found = await _found(order, link=link) if order.attempt.repeated else None
    bookmark = found or await _added(order, link=link, **CARD)
    return (
        (lambda i: remembered(i, room=order.incident.channel_id, **{CARD_BOOKMARK: bookmark}))
        if bookmark
        else None
    )


async def bookmark_bridge(order: Order) -> Rule | None:
    """Put it there, move it or take it away, as the incident is at this moment."""
    url, known = order.incident.conference_url, order.incident.refs.get(BRIDGE_BOOKMARK) or None
    if url is None:
        if known:
            await _removed(order, known)
        return lambda i: remembered(i, room=order.incident.channel_id, **{BRIDGE_BOOKMARK: ""})
    if known and await _moved(order, known, url):
        return None
    found = await _found(order, title=BRIDGE["title"]) if order.attempt.repeated else None
    bookmark = found if found and await _moved(order, found, url) else await _added(order, link=url, **BRIDGE)
    return lambda i: remembered(i, room=order.incident.channel_id, **{BRIDGE_BOOKMARK: bookmark or ""})


def card_link(order: Order) -> str:
    """Where the card stands."""
    return link_to(order, order.incident.refs["card"])


async def _added(order: Order, **bookmark: str) -> str | None:
    """Its id; None where people have filled the bar: what it would lead to, card and topic show as well."""
    try:
        answer = await _call(order, "bookmarks.add", **bookmark)
    except Rejected as error:
        if error.code != "too_many_bookmarks":
            raise
        return None
    return str(answer["bookmark"]["id"])


async def _moved(order: Order, bookmark: str, link: str) -> bool:
    """False when somebody has taken it away by hand."""
    try:
        await _call(order, "bookmarks.edit", bookmark_id=bookmark, link=link)
    except Rejected as error:
        if error.code != "not_found":
            raise
        return False
    return True


async def _removed(order: Order, bookmark: str) -> None:
    try:
        await _call(order, "bookmarks.remove", bookmark_id=bookmark)
    except Rejected as error:
        if error.code != "not_found":
            raise


async def _found(order: Order, **key: str) -> str | None:
    """A bookmark has no key of ours, so a second try looks for its title or its link."""
    [(name, value)] = key.items()
    bookmarks = (await _call(order, "bookmarks.list")).get("bookmarks", [])
    return next((str(each["id"]) for each in bookmarks if each.get(name) == value), None)


async def _call(order: Order, method: str, **args: Any) -> dict[str, Any]:
    return await order.desk.slack.call(method, channel_id=order.incident.channel_id, **args)
