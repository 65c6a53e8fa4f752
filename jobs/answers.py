"""Answering one person privately, after the ack has gone."""

from collections.abc import Awaitable, Callable

from blocks import (
    answers,
    closing,
    ending,
    handover,
    merging,
    offers,
    roles,
    rooms,
    task_answers,
    tickets,
    updates,
    writing,
)
from blocks.catchup import UPDATES, catch_up
from blocks.drill import not_for_real
from blocks.message import Message
from blocks.missing import people_missing
from blocks.timeline import timeline
from incidents.change import Rule
from incidents.postmortem import DRAFT, IN_REVIEW
from incidents.reviewing import standing
from incidents.similar import LOOKED_AT, similar
from incidents.visible import may_see
from integrations.errors import Rejected
from jobs.desk import Order
from jobs.people import is_colleague

NOT_IN_THE_ROOM = {
    "added",
    "declared_before",
    "declared",
    "delayed",
    "going_on",
    "no_room",
    "refused",
    "room_lost",
    "room_open",
    "role_given",
    "role_released",
    "offer_ended",
    "task_added",
    "task_done",
    "task_due",
    "task_given",
    "task_overdue",
    "ticket_gone",
    "ticket_late",
    "ticket_noted",
    "ticket_refused",
    "ticket_reopened",
    "update_due",
    "update_sent_back",
    "postmortem_given",
    "postmortem_due",
    "review_asked",
    "review_due",
    "review_approved",
}
"""What is for somebody who does not look into the room yet, or belongs to no incident."""

REPLACING = {
    "delayed",
    "declared",
    "going_on",
    "no_room",
    "undone",
    "merged",
    "parted",
    "task_done",
    "timeline",
    "closing",
    "published",
}
"""What takes the place of the private answer before it; after a click on the card it would be the card's."""


async def answer_person(order: Order) -> Rule | None:
    """Through the response_url while it lives, else unseen by others in the room, else by direct message."""
    answer = order.effect.answer
    message = await (LOOKING[answer](order) if answer in LOOKING else _said(order))
    if message:
        await say(order, message, replaces=answer in REPLACING, directly=answer in NOT_IN_THE_ROOM)
    return None


async def say(order: Order, message: Message, *, replaces: bool, directly: bool = False) -> None:
    """To the effect's `user_id`: in place of the private answer before it, or `directly` and not in the room.

    Who may not know of the incident any more hears nothing.
    """
    if order.incident and not may_see(order.incident, order.effect.user_id):
        return
    if order.effect.response_url:
        payload = {"response_type": "ephemeral", "replace_original": replaces, **message.payload()}
        try:
            return await order.desk.slack.respond(order.effect.response_url, payload)
        except Rejected:
            pass  # used up or older than 30 minutes: there are other ways to reach them
    await _reach(order, message, directly)


async def _with_similar(order: Order) -> Message:
    """The room has opened at once; whether it was needed is for the declarer to say."""
    others, _ = await order.desk.store.incidents(seen_by=order.effect.user_id, limit=LOOKED_AT)
    return rooms.declared(order.incident, order.desk.catalog, similar(order.incident, others))


async def _caught_up(order: Order) -> Message | None:
    """Where things stand now, for a person of ours who came late."""
    incident, desk, person = order.incident, order.desk, order.effect.user_id
    if not await is_colleague(desk, person):
        return None
    number = incident.id or 0
    entries = await desk.store.timeline(number)
    updates = await desk.store.posted_updates(number, limit=UPDATES)
    return catch_up(incident, entries, updates, desk.catalog, here=True, now=desk.now())


async def _timeline(order: Order) -> Message:
    """The page of the timeline on which they have put something right."""
    store, number = order.desk.store, order.incident.id or 0
    return timeline(
        order.incident, await store.timeline(number), int(order.effect.detail or 1), await store.hidden(number)
    )


async def _with_place(order: Order) -> Message:
    """How many rooms open before theirs, and when theirs does; once it exists, the link."""
    incident, desk = order.incident, order.desk
    line = await desk.store.in_line(incident.id or 0, "open_channel")
    if incident.channel_id:
        return await _with_similar(order)
    ahead, due_at = line or (0, desk.now())
    return rooms.delayed(incident, ahead=ahead, wait=due_at - desk.now())


async def _reach(order: Order, message: Message, directly: bool) -> None:
    slack, user, direct = order.desk.slack, order.effect.user_id, not_for_real(order.incident, message)
    if directly:
        await slack.call("chat.postMessage", channel=user, **direct.payload())
        return
    try:
        await slack.call("chat.postEphemeral", channel=order.incident.channel_id, user=user, **message.payload())
    except Rejected:
        await slack.call("chat.postMessage", channel=user, **direct.payload())


async def _said(order: Order) -> Message | None:
    return ANSWERS.get(order.effect.answer, _ended_or_undone)(order)


def _ended_or_undone(order: Order) -> Message:
    return ending.ended(order.incident) if order.incident.ended_at else ending.undone(order.incident)


def _role_taken(order: Order) -> Message:
    role = order.desk.catalog.shown_role(order.effect.detail)
    return roles.role_held(order.incident, role, "You are", briefed=True)


def _role_given(order: Order) -> Message:
    key, by, *again = order.effect.detail.split(" ")
    return roles.role_given(order.incident, order.desk.catalog.shown_role(key), by, again=bool(again))


def _role_released(order: Order) -> Message:
    key, _, by = order.effect.detail.partition(" ")
    return roles.role_released(order.incident, order.desk.catalog.shown_role(key), by)


def _offer_ended(order: Order) -> Message:
    key, how, by = [*order.effect.detail.split(" "), "", ""][:3]
    return handover.offer_ended(order.incident, order.desk.catalog.shown_role(key), how, by)


def _task(order: Order) -> Message | None:
    """`detail` is the task's number, and whoever has given it. What is over by now, nobody is told."""
    number, _, by = order.effect.detail.partition(" ")
    incident, answer = order.incident, order.effect.answer
    task = next(each for each in incident.tasks if each.number == int(number))
    if answer in ("task_added", "task_done"):
        return task_answers.task_said(incident, task)
    yours = task.assignee_id == order.effect.user_id
    if not task.is_open or (task.assignee_id and not yours):
        return None
    if answer == "task_given":
        return task_answers.task_given(incident, task, by)
    return task_answers.task_due(incident, task, overdue=answer == "task_overdue", yours=yours)


def _ticket(order: Order) -> Message | None:
    """`detail` is the task's number. What is over by now, nobody is told."""
    incident, answer = order.incident, order.effect.answer
    task = next((each for each in incident.tasks if str(each.number) == order.effect.detail), None)
    still = {
        "ticket_refused": task and task.ticket_refused and task.is_open,
        "ticket_noted": task and task.has_ticket and task.ticket_notes,
        "ticket_gone": task and task.ticket_gone_at,
        "ticket_late": task and task.ticket_on_its_way,
        "ticket_reopened": task and task.has_ticket and task.is_open,
    }
    said = {
        "ticket_refused": tickets.ticket_refused,
        "ticket_noted": tickets.ticket_noted,
        "ticket_gone": tickets.ticket_gone,
        "ticket_late": tickets.ticket_late,
        "ticket_reopened": tickets.ticket_reopened,
    }
    return said[answer](incident, task) if task and still[answer] else None


def _merged(order: Order) -> Message:
    return merging.merged(order.incident) if order.incident.merged_into else ending.undone(order.incident)


def _update_due(order: Order) -> Message | None:
    """Nothing, where it was posted or promised anew while the reminder was on its way."""
    incident, due = order.incident, order.incident.next_update_at
    still = incident.is_open and due is not None and due.isoformat() == order.effect.detail
    return updates.due(incident, leads=True) if still else None


def _sent_back(order: Order) -> Message:
    number, _, by = order.effect.detail.partition(" ")
    return updates.sent_back(order.incident, int(number), by)


def _of_the_postmortem(order: Order) -> Message | None:
    """`detail` is who did it. What is finished by now, nobody is reminded of."""
    incident, catalog, pages, by = order.incident, order.desk.catalog, order.desk.pages, order.effect.detail
    answer, state = order.effect.answer, standing(order.incident, order.desk.catalog)
    if answer == "review_approved":
        return writing.review_approved(incident, by)
    if state not in (DRAFT, IN_REVIEW) or (answer.startswith("review") and state != IN_REVIEW):
        return None
    if answer == "postmortem_given":
        return writing.postmortem_given(incident, catalog, by, pages=pages)
    if answer == "postmortem_due":
        return writing.postmortem_owed(incident, catalog, pages=pages)
    return writing.review_wanted(incident, by, pages=pages, again=answer == "review_due")


OF_THE_POSTMORTEM = ("postmortem_given", "postmortem_due", "review_asked", "review_due", "review_approved")

ANSWERS: dict[str, Callable[[Order], Message | None]] = {
    "room_open": lambda order: rooms.room(order.incident),
    "going_on": lambda order: rooms.going_on(order.incident),
    "no_room": lambda order: rooms.no_room(order.incident, order.effect.detail),
    "no_card": lambda order: rooms.no_card(order.incident, order.effect.detail),
    "refused": lambda order: answers.sentence(order.effect.detail),
    "role_taken": _role_taken,
    "role_given": _role_given,
    "role_released": _role_released,
    "offer_ended": _offer_ended,
    **dict.fromkeys(("ticket_refused", "ticket_noted", "ticket_gone", "ticket_late", "ticket_reopened"), _ticket),
    **dict.fromkeys(("task_added", "task_done", "task_due", "task_given", "task_overdue"), _task),
    "room_lost": lambda order: rooms.room_lost(order.incident, order.effect.detail),
    "update_due": _update_due,
    "update_snoozed": lambda order: updates.snoozed(order.incident),
    "update_sent_back": _sent_back,
    **dict.fromkeys(OF_THE_POSTMORTEM, _of_the_postmortem),
    "people_missing": lambda order: people_missing(order.incident, order.effect.detail),
    "closing": lambda order: closing.closing_now(order.incident),
    "published": lambda order: writing.postmortem_done(order.incident, order.desk.catalog),
    "merged": _merged,
    "added": lambda order: offers.added(order.incident),
    "declared_before": lambda order: offers.declared_before(order.incident),
    "parted": lambda order: merging.parted(order.incident, order.effect.detail),
}
"""What each answer says; all others tell how the incident has ended, or that it has not."""
LOOKING: dict[str, Callable[[Order], Awaitable[Message | None]]] = {
    "declared": _with_similar,
    "delayed": _with_place,
    "catchup": _caught_up,
    "timeline": _timeline,
}
"""Answers for which something else has to be looked up."""
