"""The open tasks of an incident that turned out to be another: they go on there, and come back when parted."""

from collections.abc import Iterable
from datetime import datetime

from incidents.change import Effect
from incidents.effects.tasks import FileTicket
from incidents.incident import Incident
from incidents.shown import tasks
from incidents.task import Task
from incidents.task_reminders import expect
from incidents.tasks import numbered
from incidents.tickets import label

TICKET = ("asked_at", "asked_by", "id", "key", "url", "status", "closed_at")
ASKED = ("asked_at", "asked_by", "sent_at", "refused", "filled")
PASSED_ON = ("text", "assignee_id", "due_at", "created_at", "created_by", "channel_id", "message_ts", "permalink")


def go_along(incident: Incident, into: Incident, *, at: datetime) -> tuple[Effect, ...]:
    """Each gets a number there. The old ones stay as they are, so that it can be taken back."""
    wanted: list[Effect] = []
    for task in incident.open_tasks:
        copy = Task(**{name: getattr(task, name) for name in PASSED_ON}, touched_at=at, origin_id=task.id)
        into.tasks.append(copy)
        numbered(into, copy)
        wanted += _hand_over_ticket(incident, task, copy)
        expect(into, copy)
    return (*wanted, *tasks(into)) if incident.open_tasks else ()


def come_back(
    incident: Incident, into: Incident, *, at: datetime
) -> tuple[tuple[Effect, ...], tuple[Effect, ...]]:
    """As they are by now: what was done there is done here. `incident` is open again already.

    What follows for each of the two.
    """
    wanted: list[Effect] = []
    own = {task.id: task for task in incident.tasks}
    copies = [task for task in into.tasks if task.origin_id in own and task.origin_id and task.shown]
    for copy in copies:
        task = own[copy.origin_id]
        task.text, task.assignee_id, task.due_at = copy.text, copy.assignee_id, copy.due_at
        task.done_at, task.done_by, copy.dropped_at = copy.done_at, copy.done_by, at
        wanted += _hand_over_ticket(into, copy, task)
        expect(into, copy)
        expect(incident, task)
    return tuple(wanted), tasks(into) if copies else ()


def _hand_over_ticket(incident: Incident, task: Task, to: Task) -> tuple[Effect, ...]:
    """A ticket that is there, or on its way, stays that of the task (of `incident`), wherever that goes on.

    It is filed from there alone, and may have been made already: so it keeps the label by which it is found.
    """
    if task.has_ticket:
        _pass_on(TICKET, task, to)
        return ()
    if task.ticket_key or task.ticket_asked_at is None or to.ticket_key:
        return ()
    _pass_on(ASKED, task, to)
    to.ticket_label = label(incident, task)
    return (FileTicket(task=to.number or 0),) if to.ticket_on_its_way else ()


def _pass_on(names: Iterable[str], task: Task, to: Task) -> None:
    for name in names:
        setattr(to, f"ticket_{name}", getattr(task, f"ticket_{name}"))
