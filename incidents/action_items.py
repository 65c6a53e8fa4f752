"""What is left to do when an incident is resolved: its open tasks become action items."""

from collections.abc import Collection
from datetime import datetime

from incidents.incident import Incident
from incidents.task import Task


def carry_over(incident: Incident, *, at: datetime, besides: Collection[int] = ()) -> None:
    """Every open task becomes an action item, but those (by number) of which somebody said that it need not be."""
    for task in incident.open_tasks:
        if task.number not in besides:
            task.carried_at = at


def take_up_again(incident: Incident) -> None:
    """The incident goes on, and so do its tasks; an action item that was done stays one."""
    for task in incident.tasks:
        if task.done_at is None:
            task.carried_at = None


def not_done(incident: Incident, task: Task, *, at: datetime) -> None:
    """It is not done after all: a task as all others while the incident goes on, and an action item afterwards."""
    task.done_at = task.done_by = None
    task.touched_at = at
    task.carried_at = (task.carried_at or at) if incident.resolved_at else None


def action_items(incident: Incident) -> list[Task]:
    """What is left to do after the end, and what of it has been done since."""
    return [task for task in incident.tasks if task.shown and task.carried_at]
