"""Taking down what a private incident has left in public: its digest message, and the room it was in."""

from collections.abc import Awaitable, Iterable
from datetime import datetime

from blocks.private import room_closed
from incidents.change import Rule
from incidents.private import digest_withdrawn
from integrations.errors import Rejected, Unavailable
from jobs.bookmarks import BRIDGE, CARD
from jobs.canvas import delete_canvas
from jobs.closed import ELSEWHERE
from jobs.desk import Order
from jobs.digest import present_digest_channel
from jobs.inviting import bring, noted
from jobs.members import members, members_if_shown
from jobs.naming import names
from jobs.postmortem import files_under, take_away
from jobs.posts import find, ours, post_or_edit

CLOSED_HERE = "closed"
"""Our last word in the room, which stays."""
NOT_IN_THE_ROOM = {*ELSEWHERE, "answer_person", "start_bridge", "end_meeting"}
"""Effects that leave nothing in a room."""
SOON = 0.5
"""Seconds until it is looked at again whether the room is left alone."""
NOT_THERE = {"thread_not_found", "message_not_found"}
BOOKMARKS = {CARD["title"], BRIDGE["title"]}


async def withdraw_digest(order: Order) -> Rule | None:
    """Delete the message, also one whose answer was lost, and all of ours that stood under it.

    It goes at once; what was still on its way there is waited for, and goes after it.
    """
    channel = order.incident.refs.get("digest_channel") or await present_digest_channel(order.desk)
    if channel is None:
        return None
    somebody_writes = await is_written(order, order.attempt.since)
    ts = order.incident.refs.get("digest") or await find(order, "digest", channel)
    below = await _ours_under(order, channel, ts) if ts else []
    await _take_down(order, channel, [*below, *([ts] if ts else []), *order.effect.messages])
    if somebody_writes:
        raise Unavailable("something is still on its way under the digest message", SOON)
    return digest_withdrawn


async def leave_room(order: Order) -> Rule | None:
    """Bring everybody over, take down what we said there, and close the room with a word that tells nothing."""
    room = order.effect.channel_id
    if order.incident.channel_id is None:
        raise Rejected("no_room", "the private room could not be opened")
    is_open = await _is_open(order, room)
    # Where Slack does not say who is in it, it stays open: nobody may be left behind in a closed room.
    people = await (members if is_open else members_if_shown)(order, room)
    invited = await bring(order, people)
    if is_open:
        await _nobody_writes(order)
        await _clear(order, room)
        await _close(order, room)
    return noted(order, invited, by=order.effect.invited_by, over=True)


async def _ours_under(order: Order, channel: str, digest: str) -> list[str]:
    """Replies outlive the message above them."""
    known = [each.digest_ts for each in await order.desk.store.updates(order.incident.id or 0) if each.digest_ts]
    try:
        found = await ours(order, channel, digest)
    except Rejected as error:
        if error.code not in NOT_THERE:
            raise
        found = {}  # nothing is left of the thread
    return [*dict.fromkeys((*known, *(ts for ts in found if ts != digest)))]


async def _updates_in(order: Order, room: str) -> list[str]:
    found = await order.desk.store.updates(order.incident.id or 0)
    return [each.message_ts for each in found if each.channel_id == room and each.message_ts]


async def _nobody_writes(order: Order) -> None:
    """What was begun while this room was the incident's may still arrive in it, and would stay there."""
    if await is_written(order, order.attempt.since):
        raise Unavailable("something is still on its way into the public room", SOON)


async def is_written(order: Order, since: datetime) -> bool:
    """Whether something that was wanted before `since` is being written in a room at this moment."""
    besides = {*NOT_IN_THE_ROOM, order.effect.kind}
    return await order.desk.store.under_way(order.incident.id or 0, since=since, besides=besides)


async def _is_open(order: Order, room: str) -> bool:
    """False when it is archived, by an earlier try of ours or by a person, or deleted: nothing is to be done."""
    try:
        answer = await order.desk.slack.call("conversations.info", channel=room)
    except Rejected as error:
        if error.code != "channel_not_found":
            raise
        return False
    return not answer["channel"].get("is_archived")


async def _clear(order: Order, room: str) -> None:
    """What people wrote there is theirs; the title goes from topic and name as well."""
    slack = order.desk.slack
    known = (*order.effect.messages, *await _updates_in(order, room))
    # One whose posting was under way when the room was left is found by its mark.
    found = [ts for ts, name in (await ours(order, room)).items() if name != CLOSED_HERE]
    await _take_down(order, room, dict.fromkeys((*known, *found)))
    for bookmark in (await slack.call("bookmarks.list", channel_id=room)).get("bookmarks") or []:
        if bookmark.get("title") in BOOKMARKS:
            call = slack.call("bookmarks.remove", channel_id=room, bookmark_id=bookmark["id"])
            await _unless(call, "not_found")
    await delete_canvas(order, room)
    await slack.call("conversations.setTopic", channel=room, topic="")
    for name in names(order, "closed"):
        if await _unless(slack.call("conversations.rename", channel=room, name=name), "name_taken"):
            return


async def _close(order: Order, room: str) -> None:
    await post_or_edit(order, name=CLOSED_HERE, channel=room, message=room_closed(), ts=None)
    await order.desk.slack.call("conversations.archive", channel=room)


async def _take_down(order: Order, channel: str, messages: Iterable[str]) -> None:
    """Each with the files in its thread."""
    slack = order.desk.slack
    for ts in messages:
        await take_away(order, channel, await files_under(order, channel, ts))
        await _unless(slack.call("chat.delete", channel=channel, ts=ts), "message_not_found")


async def _unless(call: Awaitable[object], code: str) -> bool:
    """Whether Slack did it; False when it answered with this code."""
    try:
        await call
    except Rejected as error:
        if error.code != code:
            raise
        return False
    return True
