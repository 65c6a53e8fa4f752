"""Offering what was pinned outside of a war room: to whoever did so, and to the room of what follows."""

from collections import Counter
from contextlib import suppress

from blocks import elsewhere as blocks
from incidents.change import Rule
from incidents.elsewhere import LASTS, earlier_offered
from incidents.refs import EARLIER, EARLIER_BY, EARLIER_PINS
from integrations.errors import Rejected
from jobs.desk import Desk, Order
from jobs.people import from_elsewhere
from jobs.posts import edited, post_or_edit
from storage.store import SeenBefore

MOST = 50
NOT_THERE = ("user_not_in_channel", "channel_not_found", "not_in_channel", "is_archived")


async def offer_pin(order: Order) -> Rule | None:
    """Unseen by others, beside the message, once; of the incidents only those that this person may see."""
    desk, user, channel, ts = order.desk, order.effect.user_id, order.effect.channel_id, order.effect.message_ts
    now = desk.now()
    pinned = (await desk.store.pins_elsewhere(now - LASTS, now)).get((channel, ts), [])
    key = f"asked_about_pin:{channel}:{ts}:{user}"
    if user not in pinned or await desk.store.seen(key) or await from_elsewhere(desk, user):
        return None
    standing = {where.number for where in await desk.store.timelines_with(channel, ts)}
    found, _ = await desk.store.incidents(seen_by=user, limit=MOST)
    incidents = [incident for incident in found if incident.id not in standing]
    if not incidents:
        return None
    said = blocks.which(incidents, channel, ts)
    try:
        await desk.slack.call("chat.postEphemeral", channel=channel, user=user, **said.payload())
    except Rejected as error:
        if error.code not in NOT_THERE:
            raise
    with suppress(SeenBefore):
        await desk.store.spend(key)
    return None


async def offer_earlier(order: Order) -> Rule | None:
    """One message in the room, once. Of private channels nothing is said to those who may not be in them."""
    incident, desk, room = order.incident, order.desk, str(order.incident.channel_id)
    known, by = incident.refs.get(EARLIER), incident.refs.get(EARLIER_BY)
    if known:
        counts = Counter(each.partition("/")[0] for each in incident.refs.get(EARLIER_PINS, "").split())
        if by:
            await edited(order, room, known, blocks.earlier_added(counts, by))
        return None
    declared = incident.declared_at
    pinned = await desk.store.pins_elsewhere(declared - LASTS, declared)
    messages = [each for each in pinned if not await _stands(order, *each)][:MOST]
    public = {channel: await _is_public(desk, channel) for channel in {channel for channel, _ in messages}}
    messages = [(channel, ts) for channel, ts in messages if public[channel]]
    if not messages:
        return None
    said = blocks.earlier(incident, Counter(channel for channel, _ in messages))
    ts = await post_or_edit(order, name=EARLIER, channel=room, message=said, ts=None)
    return lambda i: earlier_offered(i, room=room, ts=ts, messages=messages)


async def _stands(order: Order, channel: str, ts: str) -> bool:
    return order.incident.id in {where.number for where in await order.desk.store.timelines_with(channel, ts)}


async def _is_public(desk: Desk, channel: str) -> bool:
    try:
        info = (await desk.slack.call("conversations.info", channel=channel))["channel"]
    except Rejected:
        return False
    return not (info.get("is_private") or info.get("is_im") or info.get("is_mpim"))
