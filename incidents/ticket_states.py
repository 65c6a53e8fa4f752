"""What the tracker says of tickets comes back: their status, that they are done, moved, or deleted."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from incidents.change import NOTHING, Change, Entry, together
from incidents.effects.people import AnswerPerson
from incidents.incident import Incident
from incidents.shown import tasks
from incidents.task import Task
from incidents.tasks import told


@dataclass(frozen=True, kw_only=True)
class Seen:
    """How a ticket stands."""

    key: str
    url: str
    status: str
    done: bool


def tickets_seen(incident: Incident, found: Mapping[str, Seen | None], *, at: datetime) -> Change:
    """By the tickets' ids; None: it exists no more. What is as it was changes nothing."""
    asked = [task for task in incident.tasks if task.follows_ticket and task.ticket_id in found]
    changes = [_seen(task, found[str(task.ticket_id)], at) for task in asked]
    if not any(changes):
        return NOTHING
    return together([*changes, Change(effects=tasks(incident))])


def _seen(task: Task, seen: Seen | None, at: datetime) -> Change:
    if seen is None:
        return _gone(task, at)
    before = (task.ticket_key, task.ticket_status, task.ticket_closed_at is not None)
    task.ticket_key, task.ticket_url, task.ticket_status = seen.key, seen.url, seen.status
    task.ticket_closed_at = (task.ticket_closed_at or at) if seen.done else None
    if before == (seen.key, seen.status, seen.done):
        return NOTHING
    return _done(task, at) if seen.done and task.done_at is None and not task.dropped_at else Change(silent=True)


def _done(task: Task, at: datetime) -> Change:
    """Closed there is done here, and nobody here did it."""
    task.done_at, task.done_by, task.touched_at = at, None, at
    text = f"{task.ticket_key} is {task.ticket_status} in Jira, so task {task.number} is done: {told(task)}"
    return Change((Entry(kind="task", text=text, at=at),))


def _gone(task: Task, at: datetime) -> Change:
    task.ticket_gone_at = at
    text = f"{task.ticket_key}, the ticket of task {task.number}, is no longer in Jira"
    by = task.ticket_asked_by
    asked = (AnswerPerson(user_id=by, answer="ticket_gone", detail=str(task.number)),) if by else ()
    return Change((Entry(kind="task", text=text, at=at),), asked)
