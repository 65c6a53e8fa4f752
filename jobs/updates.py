"""Status updates in Slack: one message each in the room, one reply each under the digest message."""

from functools import partial

from blocks.updates import due, posted
from incidents.change import Rule
from incidents.promises import question_gone
from incidents.refs import ASKED_FOR_UPDATE, ASKING
from incidents.room import remembered
from incidents.status_update import StatusUpdate
from incidents.updates import update_shown
from jobs.desk import Order
from jobs.posts import delete, find, post_or_edit


async def post_update(order: Order) -> Rule | None:
    """Post it in the room, or edit its message there: it may have asked for a second look before."""
    update, room = _meant(order), order.incident.channel_id
    if update is None or room is None:
        return None
    ts = update.message_ts if update.channel_id == room else None
    message = posted(order.incident, update)
    ts = await post_or_edit(order, name=name_of(update.number), channel=room, message=message, ts=ts)
    return partial(update_shown, number=update.number, channel=room, ts=ts)


async def follow_up(order: Order) -> Rule | None:
    """Put it under the digest message, for whoever follows that thread. Nothing of a private incident."""
    update, incident = _meant(order), order.incident
    channel, digest = incident.refs.get("digest_channel"), incident.refs.get("digest")
    if update is None or incident.private or not channel or not digest:
        return None
    ts = await post_or_edit(
        order,
        name=name_of(update.number),
        channel=channel,
        message=posted(incident, update),
        ts=update.digest_ts,
        thread=digest,
    )
    return partial(update_shown, number=update.number, digest_ts=ts)


async def ask_for_update(order: Order) -> Rule | None:
    """One question in the room while an update is due and nobody leads; it goes when it is answered or put off."""
    incident, room = order.incident, order.incident.channel_id
    ts = incident.refs.get(ASKING)
    if room is None:
        return None
    if ASKED_FOR_UPDATE in incident.refs and incident.is_open:
        ts = await post_or_edit(order, name=ASKING, channel=room, message=due(incident, leads=False), ts=ts)
        return lambda i: remembered(i, room=room, **{ASKING: str(ts)})
    if ts is None and order.attempt.repeated:
        ts = await find(order, ASKING, room)
    if ts is None:
        return None
    await delete(order, room, ts)
    return partial(question_gone, room=room)


def name_of(number: int) -> str:
    """By which an update's message is found again."""
    return f"update:{number}"


def _meant(order: Order) -> StatusUpdate | None:
    return next((each for each in order.incident.updates if each.number == order.effect.update), None)
