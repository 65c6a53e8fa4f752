"""What the tracker says of tickets comes back: their status, that they are closed, open again, moved, or gone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from incidents.action_items import not_done
from incidents.change import NOTHING, Change, Effect, Entry, together
from incidents.effects.people import AnswerPerson
from incidents.incident import Incident
from incidents.shown import tasks
from incidents.task import Task
from incidents.task_reminders import expect
from incidents.tasks import told

LOOKED_AFTER = timedelta(days=90)
"""How long one that was closed, or is not shown to us any more, is looked at: it may come back."""


@dataclass(frozen=True, kw_only=True)
class Seen:
    """How a ticket stands."""

    key: str
    url: str
    status: str
    done: bool


def tickets_seen(incident: Incident, found: Mapping[str, Seen | None], *, at: datetime) -> Change:
    """By the tickets' ids; None: it is not shown to us any more. What is as it was changes nothing."""
    asked = [task for task in incident.tasks if task.follows_ticket and task.ticket_id in found]
    changes = [_seen(incident, task, found[str(task.ticket_id)], at) for task in asked]
    if not any(changes):
        return NOTHING
    return together([*changes, Change(effects=tasks(incident))])


def _seen(incident: Incident, task: Task, seen: Seen | None, at: datetime) -> Change:
    if seen is None:
        return NOTHING if task.ticket_gone_at else _gone(task, at)
    closed = task.ticket_closed_at
    before = (task.ticket_key, task.ticket_status, closed is not None, task.ticket_gone_at)
    changes = [*_found_again(task, at), *_moved(task, seen, at)]
    task.ticket_key, task.ticket_url, task.ticket_status = seen.key, seen.url, seen.status
    task.ticket_closed_at, task.ticket_gone_at = (closed or at) if seen.done else None, None
    if before == (seen.key, seen.status, seen.done, None):
        return NOTHING
    if seen.done and task.done_at is None:
        changes.append(_done(task, at))
    if closed and not seen.done and task.done_at and task.done_at <= closed:  # else somebody has done it since
        changes.append(_open_again(incident, task, at))
    expect(incident, task)
    return together([Change(silent=True), *changes])


def _found_again(task: Task, at: datetime) -> list[Change]:
    """It was hidden from us, not deleted."""
    text = f"{task.ticket_key}, the ticket of task {task.number}, is in Jira again"
    return [_line(text, at)] if task.ticket_gone_at else []


def _moved(task: Task, seen: Seen, at: datetime) -> list[Change]:
    """Into another project, where it has another key."""
    text = f"{task.ticket_key}, the ticket of task {task.number}, was moved in Jira and is {seen.key} now"
    return [_line(text, at)] if task.ticket_key != seen.key else []


def _done(task: Task, at: datetime) -> Change:
    """Closed there is done here, and nobody here did it."""
    task.done_at, task.done_by, task.touched_at = at, None, at
    return _line(
        f"{task.ticket_key} is {task.ticket_status} in Jira, so task {task.number} is done: {told(task)}", at
    )


def _open_again(incident: Incident, task: Task, at: datetime) -> Change:
    """Whoever opens it there again knows better than a tick here. Who had it hears of it."""
    not_done(incident, task, at=at)
    text = f"{task.ticket_key} was opened again in Jira, so task {task.number} is to be done again: {told(task)}"
    return _line(text, at, _answer(task, task.assignee_id or task.ticket_asked_by, "ticket_reopened"))


def _gone(task: Task, at: datetime) -> Change:
    """Who asked for it hears of it, where the task is still to be done."""
    task.ticket_gone_at = at
    by = task.ticket_asked_by if task.is_open else None
    text = f"{task.ticket_key}, the ticket of task {task.number}, is no longer in Jira"
    return _line(text, at, _answer(task, by, "ticket_gone"))


def _answer(task: Task, to: str | None, answer: str) -> tuple[Effect, ...]:
    return (AnswerPerson(user_id=to, answer=answer, detail=str(task.number)),) if to else ()


def _line(text: str, at: datetime, effects: tuple[Effect, ...] = ()) -> Change:
    """What the timeline says of it."""
    return Change((Entry(kind="task", text=text, at=at),), effects)
