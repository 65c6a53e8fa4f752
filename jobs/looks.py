"""Looks at a war room: each compares one part of it with what it should be, for one call to Slack."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from blocks.reading import readable
from blocks.topic import topic as right_topic
from incidents.doctor import Finding
from incidents.effects.bridge import BookmarkBridge
from incidents.effects.digest import RefreshDigest
from incidents.effects.documents import RefreshCanvas
from incidents.effects.people import InvitePeople
from incidents.effects.room import BookmarkCard, PinCard, RefreshCard, SetTopic
from incidents.effects.tasks import RefreshTasks
from incidents.meeting import MEETING, PROVIDER, bridge_again, has_failed
from incidents.refs import BRIDGE_BOOKMARK, CANVAS, CARD_BOOKMARK, TASKS
from integrations.errors import OutsideError, Rejected
from jobs.bookmarks import card_link
from jobs.closed import CLOSED
from jobs.desk import Order
from jobs.members import members
from jobs.posts import message_at

Json = dict[str, Any]


async def look_around(order: Order) -> list[Finding]:
    """Everything that was found, fine or not. Raises Rejected with a code of CLOSED where the room is closed."""
    answer = await order.desk.slack.call("conversations.info", channel=order.incident.channel_id)
    room = answer["channel"]
    if room.get("is_archived"):
        raise Rejected("is_archived")
    if not room.get("is_member"):
        raise Rejected("not_in_channel")
    found = await asyncio.gather(*(_carefully(look, order, room) for look in LOOKS))
    return [finding for some in found for finding in some]


async def people(order: Order, room: Json) -> list[Finding]:
    """Those who declared it or hold a role. Everybody else may leave as they like."""
    wanted = order.incident.taking_part
    known = await order.desk.store.people(wanted)
    gone = {user_id for user_id, person in known.items() if person.deleted}
    missing = tuple(sorted({*wanted} - gone - {*await members(order, str(order.incident.channel_id))}))
    if not missing:
        return [Finding(about="people")]
    invite = InvitePeople(people=missing, invited_by=order.effect.user_id)
    return [Finding(about="people", wrong="not in the room are", people=missing, mends=(invite,))]


async def topic(order: Order, room: Json) -> list[Finding]:
    """Slack may spell a topic in its own way: then what it made of ours is remembered."""
    shown = str((room.get("topic") or {}).get("value") or "")
    ours = {right_topic(order.incident, order.desk.catalog), order.incident.refs.get("topic")}
    if ours & {shown, readable(shown)}:
        return [Finding(about="topic")]
    return [Finding(about="topic", wrong="not what it should be", mends=(SetTopic(),))]


async def card(order: Order, room: Json) -> list[Finding]:
    """The card, and whether it is pinned: a message says so itself."""
    ts = order.incident.refs.get("card")
    message = await message_at(order, str(order.incident.channel_id), ts) if ts else None
    if message is None:
        return [Finding(about="card", wrong="not in the room", mends=(RefreshCard(),))]
    pinned = order.incident.channel_id in (message.get("pinned_to") or [])
    pin = (
        Finding(about="pin")
        if pinned
        else Finding(about="pin", wrong="the card is not pinned", mends=(PinCard(),))
    )
    return [Finding(about="card"), pin]


async def tasks(order: Order, room: Json) -> list[Finding]:
    """Their list, where the room has had one."""
    ts = order.incident.refs.get(TASKS)
    if ts is None:
        return []
    if await message_at(order, str(order.incident.channel_id), ts):
        return [Finding(about="list of tasks")]
    return [Finding(about="list of tasks", wrong="not in the room", mends=(RefreshTasks(),))]


async def bookmarks(order: Order, room: Json) -> list[Finding]:
    """The card's and the bridge's; what people put there beside them is theirs."""
    answer = await order.desk.slack.call("bookmarks.list", channel_id=order.incident.channel_id)
    links = {str(each["id"]): str(each.get("link")) for each in answer.get("bookmarks") or []}
    refs, url = order.incident.refs, order.incident.conference_url
    found = []
    if "card" in refs:
        right = links.get(refs.get(CARD_BOOKMARK, "")) == card_link(order)
        found.append(_bookmark("bookmark of the card", right, BookmarkCard()))
    if url or refs.get(BRIDGE_BOOKMARK) in links:
        right = links.get(refs.get(BRIDGE_BOOKMARK) or "") == url
        found.append(_bookmark("bookmark of the bridge", right, BookmarkBridge()))
    return found


async def canvas(order: Order, room: Json) -> list[Finding]:
    """The front page, where the room has had one: a workspace need not have canvases."""
    ours = order.incident.refs.get(CANVAS)
    if not ours:
        return []
    present = ((room.get("properties") or {}).get("canvas") or {}).get("file_id")
    if present == ours:
        return [Finding(about="front page")]
    return [Finding(about="front page", wrong="missing or another", mends=(RefreshCanvas(),))]


async def bridge(order: Order, room: Json) -> list[Finding]:
    """Whether there is one, and whether the meeting made for it still exists."""
    incident = order.incident
    if has_failed(incident):
        wrong = "could not be started"
        return [Finding(about="bridge", wrong=wrong, mends=(bridge_again(incident),))]
    if not incident.conference_url:
        return []
    provider, made = order.desk.providers.get(incident.refs.get(PROVIDER, "")), incident.refs.get(MEETING, "")
    try:
        there = provider is None or await provider.is_there(made)
    except OutsideError as error:
        return [Finding(about="bridge", wrong=f"cannot be looked at ({error})")]
    if there:
        return [Finding(about="bridge")]
    return [Finding(about="bridge", wrong="leads to a meeting that is gone", mends=(bridge_again(incident),))]


async def digest(order: Order, room: Json) -> list[Finding]:
    """The message in the digest channel. That channel may be closed without the room being so."""
    if order.incident.private:
        return []
    channel, ts = order.incident.refs.get("digest_channel"), order.incident.refs.get("digest")
    try:
        message = await message_at(order, channel, ts) if channel and ts else None
    except Rejected:
        message = None
    if message:
        return [Finding(about="digest message")]
    return [Finding(about="digest message", wrong="not in the digest channel", mends=(RefreshDigest(),))]


Look = Callable[[Order, Json], Awaitable[list[Finding]]]
LOOKS: tuple[Look, ...] = (people, topic, card, tasks, bookmarks, canvas, bridge, digest)
"""Another part of a room gets its line by a look of its own. `room` is what conversations.info said."""


async def _carefully(look: Look, order: Order, room: Json) -> list[Finding]:
    """What Slack does not let us see is told like that, and stops no other look."""
    try:
        return await look(order, room)
    except Rejected as error:
        if error.code in CLOSED:
            raise
        return [Finding(about=look.__name__, wrong=f"Slack does not show it ({error})")]


def _bookmark(about: str, right: bool, mends: BookmarkCard | BookmarkBridge) -> Finding:
    return (
        Finding(about=about) if right else Finding(about=about, wrong="missing or leads elsewhere", mends=(mends,))
    )
