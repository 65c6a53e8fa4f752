"""The bridge in the room's bookmarks bar."""

from typing import Any

from incidents.change import Rule
from incidents.room import remembered
from integrations.errors import Rejected
from jobs.desk import Order

TITLE, EMOJI = "Bridge", ":telephone_receiver:"
REF = "bridge_bookmark"


async def bookmark_bridge(order: Order) -> Rule | None:
    """Put it there, move it or take it away, as the incident is at this moment."""
    url, known = order.incident.conference_url, order.incident.refs.get(REF) or None
    if url is None:
        if known:
            await _removed(order, known)
        return lambda i: remembered(i, **{REF: ""})
    if known and await moved(order, known, url):
        return None
    found = await _found(order) if order.attempt.repeated else None
    bookmark = found if found and await moved(order, found, url) else await _added(order, url)
    return lambda i: remembered(i, **{REF: bookmark})


async def _added(order: Order, url: str) -> str:
    answer = await _call(order, "bookmarks.add", title=TITLE, type="link", link=url, emoji=EMOJI)
    return str(answer["bookmark"]["id"])


async def moved(order: Order, bookmark: str, url: str) -> bool:
    """False when somebody has taken it away by hand."""
    try:
        await _call(order, "bookmarks.edit", bookmark_id=bookmark, link=url)
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


async def _found(order: Order) -> str | None:
    """A bookmark has no key of ours, so a second try looks for its title."""
    bookmarks = (await _call(order, "bookmarks.list")).get("bookmarks", [])
    return next((str(each["id"]) for each in bookmarks if each.get("title") == TITLE), None)


async def _call(order: Order, method: str, **args: Any) -> dict[str, Any]:
    return await order.desk.slack.call(method, channel_id=order.incident.channel_id, **args)
