"""The open tasks of an incident that turned out to be another: they go on there, and come back when parted."""

from datetime import datetime

from incidents.change import Effect
from incidents.incident import Incident
from incidents.shown import tasks
from incidents.task import Task
from incidents.task_reminders import expect
from incidents.tasks import numbered

TICKET = ("asked_at", "asked_by", "id", "key", "url", "status", "closed_at")
PASSED_ON = ("text", "assignee_id", "due_at", "created_at", "created_by", "channel_id", "message_ts", "permalink")


def go_along(incident: Incident, into: Incident, *, at: datetime) -> tuple[Effect, ...]:
    """Each gets a number there. The old ones stay as they are, so that it can be taken back."""
    for task in incident.open_tasks:
        copy = Task(**{name: getattr(task, name) for name in PASSED_ON}, touched_at=at, origin_id=task.id)
        _hand_over_ticket(task, copy)
        into.tasks.append(copy)
        numbered(into, copy)
        expect(into, copy)
    return tasks(into) if incident.open_tasks else ()


def come_back(incident: Incident, into: Incident, *, at: datetime) -> tuple[Effect, ...]:
    """As they are by now: what was done there is done here. `incident` is open again already."""
    own = {task.id: task for task in incident.tasks}
    copies = [task for task in into.tasks if task.origin_id in own and task.origin_id and task.shown]
    for copy in copies:
        task = own[copy.origin_id]
        task.text, task.assignee_id, task.due_at = copy.text, copy.assignee_id, copy.due_at
        task.done_at, task.done_by, copy.dropped_at = copy.done_at, copy.done_by, at
        _hand_over_ticket(copy, task)
        expect(into, copy)
        expect(incident, task)
    return tasks(into) if copies else ()


def _hand_over_ticket(task: Task, to: Task) -> None:
    """A ticket that is there stays that of the task, wherever that goes on."""
    if task.has_ticket:
        for name in TICKET:
            setattr(to, f"ticket_{name}", getattr(task, f"ticket_{name}"))
