"""A task changed by its form: what somebody altered in it, and nothing that somebody else altered meanwhile."""

from dataclasses import dataclass
from datetime import datetime

from incidents.change import Change, together
from incidents.incident import Incident
from incidents.refusal import Refusal
from incidents.task import Task
from incidents.tasks import assign_task, found, reword_task, set_task_due
from incidents.wording import cut, stamp


@dataclass(frozen=True, kw_only=True)
class Fields:
    """What the form of a task holds."""

    text: str
    assignee_id: str | None
    due_at: datetime | None


def change_task(incident: Incident, number: int, *, wanted: Fields, seen: Fields, by: str, at: datetime) -> Change:
    """Apply what differs from what was `seen` in the form. Where that is old by now, nothing is changed."""
    task = found(incident, number)
    changes = []
    if wanted.text != seen.text:
        _must_be(task.words == seen.text, f"its words are now “{cut(task.words, 200)}”", "task")
        changes.append(reword_task(incident, number, wanted.text, by=by, at=at))
    if wanted.assignee_id != seen.assignee_id:
        _must_be(task.assignee_id == seen.assignee_id, _who(task), "assignee", task.assignee_id)
        changes.append(assign_task(incident, number, to=wanted.assignee_id, by=by, at=at))
    if wanted.due_at != seen.due_at:
        _must_be(task.due_at == seen.due_at, _when(task), "due")
        changes.append(set_task_due(incident, number, due_at=wanted.due_at, by=by, at=at))
    return together(changes)


def must_read(incident: Incident, number: int, seen: str | None) -> None:
    """Refuse to word a task anew that reads otherwise than it did in the form (None: whatever it reads)."""
    if seen is not None:
        task = found(incident, number)
        now = f"its words are now “{cut(task.words, 200)}”"
        if task.words != seen:
            raise Refusal(f"Somebody was faster: {now}. Nothing was changed.", field="text")


def _must_be(unchanged: bool, now: str, field: str, person: str | None = None) -> None:
    if not unchanged:
        sentence = f"Somebody was faster: {now}. Close this form and open it again to change that."
        raise Refusal(sentence, field=field, person=person)


def _who(task: Task) -> str:
    return "it was given to {person}" if task.assignee_id else "nobody has it now"


def _when(task: Task) -> str:
    return f"it is due {stamp(task.due_at)}" if task.due_at else "it is due whenever"
