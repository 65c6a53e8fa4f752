"""The one list of tasks in the room, and the messages that tasks were made of."""

from functools import partial

from blocks.emoji import with_emoji
from blocks.reading import TOMBSTONE, said
from blocks.tasks import listed, task_list
from incidents.change import Rule
from incidents.marked import marked_from_elsewhere, task_fetched, task_vanished
from incidents.refs import TASKS
from incidents.room import remembered
from integrations.errors import Rejected
from jobs.desk import Order
from jobs.named import named_in
from jobs.people import from_elsewhere
from jobs.pins import address, message_of
from jobs.posts import post_or_edit


async def refresh_tasks(order: Order) -> Rule | None:
    """Post or edit the list; there is none before there is a first task."""
    incident, desk, room = order.incident, order.desk, str(order.incident.channel_id)
    known = incident.refs.get(TASKS)
    if known is None and not listed(incident) and not order.attempt.repeated:
        return None
    gone = await desk.store.deactivated(incident.taking_part)
    message = task_list(incident, now=desk.now(), gone=gone, catalog=desk.catalog)
    ts = await post_or_edit(order, name=TASKS, channel=room, message=message, ts=known)
    return lambda i: remembered(i, room=room, **{TASKS: ts})


async def fetch_task(order: Order) -> Rule | None:
    """Words and address of the message. One in a channel that is closed to us is linked all the same."""
    where = {"channel_id": order.effect.channel_id, "message_ts": order.effect.message_ts}
    by = order.effect.marked_by
    if by and await from_elsewhere(order.desk, by):
        return partial(marked_from_elsewhere, **where, by=by, at=order.desk.now())
    try:
        message = await message_of(order, order.effect.channel_id, order.effect.message_ts)
    except Rejected:
        if order.effect.channel_id == order.incident.channel_id:
            raise
        return partial(task_fetched, **where, text="", permalink=address(order))
    if message is None or message.get("subtype") == TOMBSTONE:
        return partial(task_vanished, **where, at=order.desk.now())
    known = await named_in(order.desk, message, here=order.incident.channel_id)
    link = address(order, message.get("thread_ts"))
    return partial(task_fetched, **where, text=with_emoji(said(message, known)), permalink=link)
