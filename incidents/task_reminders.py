"""Reminders of tasks: when one is due, once more when it is overdue, and never of one that is done."""

from datetime import datetime, timedelta

from incidents.catalog import Catalog
from incidents.change import NOTHING, Change
from incidents.effects.people import AnswerPerson
from incidents.incident import Incident
from incidents.reminders import forget, remind
from incidents.shown import tasks
from incidents.task import Task

OVERDUE = timedelta(minutes=30)
"""How long after the first reminder the second one comes; there is no third."""


def expect(incident: Incident, task: Task) -> None:
    """Let the reminder follow the task: at its due time, and none where it is done, dropped or due whenever."""
    task.reminded = 0
    if task.is_open and task.due_at:
        remind(incident, _about(task), at=task.due_at)
    else:
        forget(incident, _about(task))


def task_due(incident: Incident, about: str, catalog: Catalog, at: datetime) -> Change:
    """Whoever has it hears of it; where nobody has, whoever leads. Card and list mark it as overdue."""
    number = about.partition(":")[2]
    task = next((each for each in incident.open_tasks if str(each.number) == number), None)
    if task is None or task.due_at is None:
        return NOTHING
    if not task.reminded:
        remind(incident, about, at=at + OVERDUE)  # not from `due_at`: after an outage both would come at once
    user = task.assignee_id or incident.leader
    answer = "task_overdue" if task.reminded else "task_due"
    task.reminded += 1
    told = (AnswerPerson(user_id=user, answer=answer, detail=number),) if user else ()
    return Change(effects=(*told, *tasks(incident)))


def _about(task: Task) -> str:
    return f"task:{task.number}"
