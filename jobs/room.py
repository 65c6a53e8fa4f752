"""Opening the war room, step by step. Each step is its own effect, so each fails and repeats alone."""

from collections.abc import Collection
from datetime import timedelta
from functools import partial

from blocks.card import card
from blocks.steps import given_up, is_private
from blocks.topic import topic
from incidents.change import Change, Rule, together
from incidents.effects.room import LeaveRoom, RefreshCard
from incidents.incident import Incident
from incidents.room import card_pinned, card_posted, remembered, room_failed, room_opened, room_there
from integrations.errors import Rejected
from jobs.closed import CLOSED, is_elsewhere
from jobs.desk import Order
from jobs.inviting import who_comes_first
from jobs.naming import NAMES_TO_TRY, names
from jobs.posts import message_at, post_or_edit
from storage.tables import OutboxRow
from storage.where import NoSuchIncident, in_channel

CLOCK_SKEW = timedelta(minutes=2)


async def open_channel(order: Order) -> Rule | None:
    """Create the room under the first free name; a name that an earlier try of ours took is adopted."""
    incident = order.incident
    if incident.channel_id:
        return partial(room_there, asked_by=order.effect.asked_by, response_url=order.effect.response_url)
    title = order.effect.title or incident.title
    if incident.merged_into:  # a room for one that goes on elsewhere would mislead, unless it is there already
        made = await _made_before(order, title, private=incident.private)
        return await _opened(order, made["id"], made["name"], title) if made else None
    public = await _made_before(order, title, private=False) if incident.private else None
    for name in names(order, title):
        channel_id = await _create(order, name)
        if channel_id:
            opened = await _opened(order, channel_id, name, title)
            return partial(_instead_of, opened=opened, public=public["id"]) if public else opened
    raise Rejected("name_taken", f"{NAMES_TO_TRY} names like {name} are taken")


async def _opened(order: Order, channel_id: str, name: str, title: str) -> Rule:
    return partial(
        room_opened,
        channel_id=channel_id,
        name=name,
        title=title,
        people=await who_comes_first(order),
        private=order.incident.private,
        asked_by=order.effect.asked_by,
        response_url=order.effect.response_url,
    )


def _instead_of(incident: Incident, *, opened: Rule, public: str) -> Change:
    """It became private after a public room was made, of which no answer told: that one is closed."""
    return together((opened(incident), Change(effects=(LeaveRoom(channel_id=public),))))


def no_room(order: Order, error: Rejected) -> Rule:
    """What follows when Slack refused the room for good."""
    asked_by, response_url = order.effect.asked_by, order.effect.response_url
    return lambda i: room_failed(i, why=str(error), asked_by=asked_by, response_url=response_url)


async def set_topic(order: Order) -> Rule | None:
    """Topics are set, not added to: doing it twice is doing it once."""
    words = topic(order.incident, order.desk.catalog)
    answer = await order.desk.slack.call("conversations.setTopic", channel=order.incident.channel_id, topic=words)
    said = ((answer.get("channel") or {}).get("topic") or {}).get("value")
    if said in (words, None):
        return None
    # Slack spells it in its own way: whoever compares must know how.
    return partial(remembered, room=order.incident.channel_id, topic=str(said))


async def refresh_card(order: Order) -> Rule | None:
    """Post or edit the living card. Its buttons and words follow the incident as it is at this moment."""
    incident, desk, room = order.incident, order.desk, _room(order.incident)
    merged = await desk.store.merged_into(incident.id or 0)
    gone = await desk.store.deactivated(incident.taking_part)
    message = card(
        incident,
        desk.catalog,
        now=desk.now(),
        failures=await failures(order),
        merged=merged,
        gone=gone,
        pages=desk.pages,
    )
    ts = await post_or_edit(order, name="card", channel=room, message=message, ts=incident.refs.get("card"))
    return lambda i: card_posted(i, ts=ts, room=room)


async def failures(order: Order) -> list[str]:
    """What was given up and concerns everybody, a sentence each, newest first.

    What failed since a room was closed concerns an earlier one: nobody looks at this in a closed room.
    """
    rows = await order.desk.store.failed(order.incident.id or 0)
    open_to_us = [row for row in rows if is_elsewhere(row.kind, order.incident) or _why(row) not in CLOSED]
    return [given_up(row.kind, row.last_error or "") for row in open_to_us if not is_private(row.kind)]


def _why(row: OutboxRow) -> str:
    """Slack's own word for it."""
    return (row.last_error or "").partition(":")[0]


async def pin_card(order: Order) -> Rule | None:
    """Pin the card; with this the room is ready."""
    if "card" not in order.incident.refs:
        return None  # that was in another room; posting the card in this one asks again
    channel, ts = _room(order.incident), order.incident.refs["card"]
    try:
        await order.desk.slack.call("pins.add", channel=channel, timestamp=ts)
    except Rejected as error:
        if error.code == "message_not_found" and await message_at(order, channel, ts) is None:
            return lambda i: Change(effects=(RefreshCard(),))  # deleted: it is posted anew, and that one is pinned
        if error.code != "already_pinned":
            raise
    now = order.desk.now()
    return lambda i: card_pinned(i, at=now)


async def _create(order: Order, name: str) -> str | None:
    """The id of the channel of this name: new, or ours from an earlier try; None when it is somebody else's."""
    try:
        answer = await order.desk.slack.call("conversations.create", name=name, **_private(order))
    except Rejected as error:
        if error.code != "name_taken":
            raise
        return await _left_by_us(order, name)
    return str(answer["channel"]["id"])


def _private(order: Order) -> dict[str, bool]:
    return {"is_private": True} if order.incident.private else {}


async def _left_by_us(order: Order, name: str) -> str | None:
    """The room of this name, if it is ours from an earlier try."""
    found = await _ours(order, {name}, private=order.incident.private)
    return str(found["id"]) if found else None


async def _made_before(order: Order, title: str, *, private: bool) -> dict[str, str] | None:
    """What an earlier try has made for this title, where there was one."""
    return await _ours(order, {*names(order, title)}, private=private) if order.attempt.repeated else None


async def _ours(order: Order, wanted: Collection[str], *, private: bool) -> dict[str, str] | None:
    """A room we made since this effect was first wanted and that no incident has: its answer had been lost."""
    since = (order.attempt.since - CLOCK_SKEW).timestamp()
    kind = "private_channel" if private else "public_channel"
    async for channel in order.desk.slack.pages(
        "users.conversations", "channels", types=kind, exclude_archived=True, limit=200
    ):
        ours = channel.get("creator") == order.desk.me.user_id and channel.get("created", 0) >= since
        if channel.get("name") in wanted and ours and await _unbound(order, channel["id"]):
            return {"id": str(channel["id"]), "name": str(channel["name"])}
    return None


async def _unbound(order: Order, channel_id: str) -> bool:
    try:
        await order.desk.store.incident(in_channel(channel_id))
    except NoSuchIncident:
        return True
    return False


def _room(incident: Incident) -> str:
    if incident.channel_id is None:
        raise Rejected("no_room", "the incident has no war room")
    return incident.channel_id
