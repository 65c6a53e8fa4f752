"""The one list of tasks in the room, and the messages that tasks were made of."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from blocks.emoji import with_emoji
from blocks.reading import TOMBSTONE, said
from blocks.tasks import listed, task_list
from incidents.change import NOTHING, Change, Rule, together
from incidents.effects.tasks import FetchTask
from incidents.incident import Incident
from incidents.marked import marked_from_elsewhere, marking, marks_seen, task_fetched, task_vanished
from incidents.permissions import CHANGE
from incidents.refs import TASKS
from incidents.refusal import Refusal
from incidents.room import remembered
from integrations.errors import Rejected
from jobs.desk import Order
from jobs.named import named_in
from jobs.people import from_elsewhere
from jobs.pins import address, address_of, message_of
from jobs.posts import post_or_edit
from storage.where import numbered

Json = Mapping[str, Any]


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
    return await _read(order, order.effect.channel_id, message)


async def _read(order: Order, channel: str, message: Json) -> Rule:
    """What it says, in words that may stand in a list of tasks."""
    ts = str(message["ts"])
    known = await named_in(order.desk, message, here=order.incident.channel_id)
    link = address_of(order, channel, ts, message.get("thread_ts"))
    text = with_emoji(said(message, known))
    return partial(task_fetched, channel_id=channel, message_ts=ts, text=text, permalink=link)


async def tasks_seen(order: Order, message: Json, reactions: Sequence[Json], asked_at: datetime) -> None:
    """Bring the task that reactions made of a message in step with those that stand there now."""
    incident, channel, ts = order.incident, str(order.incident.channel_id), str(message["ts"])
    made = [task for task in incident.tasks if (task.channel_id, task.message_ts) == (channel, ts)]
    known = {who for task in made for who in marking(task)}
    markers = await _markers(order, reactions, known)
    if markers.keys() == known:
        return
    again = await _read(order, channel, message)

    def rule(incident: Incident) -> Change:
        seen = marks_seen(incident, channel_id=channel, message_ts=ts, markers=markers, asked_at=asked_at)
        unread = any(isinstance(each, FetchTask) for each in seen.effects)
        told = again(incident) if unread else NOTHING
        effects = tuple(each for each in seen.effects if not isinstance(each, FetchTask))
        return replace(together([seen, told]), effects=tuple(dict.fromkeys((*effects, *told.effects))))

    await order.desk.store.change(numbered(incident.id or 0), rule)


async def _markers(order: Order, reactions: Sequence[Json], known: Collection[str]) -> dict[str, bool]:
    """Who stands for it, and whether as an action item. Who has no say was left alone, and is now."""
    catalog = order.desk.catalog
    tasks, items = _who(reactions, catalog.task_emoji), _who(reactions, catalog.action_item_emoji)
    return {who: who not in tasks for who in sorted(tasks | items) if who in known or await _may(order, who)}


def _who(reactions: Sequence[Json], emoji: str) -> set[str]:
    """Whoever put an emoji there, in whatever skin tone."""
    return {user for each in reactions if each["name"].partition("::")[0] == emoji for user in each["users"]}


async def _may(order: Order, person: str) -> bool:
    desk = order.desk
    if await from_elsewhere(desk, person):
        return False
    try:
        await desk.store.permit(CHANGE, person, desk.catalog.permissions, about=numbered(order.incident.id or 0))
    except Refusal:
        return False
    return True
