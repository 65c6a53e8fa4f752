"""Asking whoever reacted to an alert whether an incident shall be declared from it."""

from blocks import offers
from blocks.carried import carried
from blocks.reading import mentioned
from incidents.change import Rule
from integrations.errors import Rejected
from jobs.desk import Order
from jobs.people import from_elsewhere, names
from jobs.pins import message_of


async def offer_declare(order: Order) -> Rule | None:
    """Unseen by others, beside the message; what was declared from it already is named instead."""
    desk, user, channel, ts = order.desk, order.effect.user_id, order.effect.channel_id, order.effect.message_ts
    if await from_elsewhere(desk, user):
        return None
    message = await message_of(order, channel, ts)
    if message is None or message.get("bot_id") == desk.me.bot_id:
        return None
    before = [i for i in await desk.store.declared_from(channel, ts, seen_by=user) if i.is_open]
    author = message.get("user")
    known = await names(desk, {*mentioned(message.get("text") or ""), *([author] if author else [])})
    said = offers.declared_before(before[0]) if before else offers.offer(carried(message, channel, known))
    thread = {"thread_ts": message["thread_ts"]} if message.get("thread_ts", ts) != ts else {}
    try:
        await desk.slack.call("chat.postEphemeral", channel=channel, user=user, **thread, **said.payload())
    except Rejected as error:
        if error.code not in ("user_not_in_channel", "channel_not_found", "not_in_channel", "is_archived"):
            raise
    return None
