"""The form of a task, new or to be changed."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Any

from slack_sdk.models.blocks import InputBlock, UserSelectElement

from blocks import ids
from blocks.forms import modal, which_incident, written
from blocks.text import plain
from incidents.catalog import Catalog
from incidents.incident import Incident
from incidents.task import Task
from incidents.tasks import LONGEST
from incidents.wording import cut

DUE_AS = "%Y-%m-%d %H:%M"


def task_form(
    incident: Incident, metadata: str, *, zone: tzinfo, task: Task | None = None, text: str = ""
) -> dict[str, Any]:
    """What is to be done, by whom and by when. `zone` is where whoever opens it lives; `text` is proposed."""
    due = task.due_at.astimezone(zone).strftime(DUE_AS) if task and task.due_at else None
    blocks = _asked(task.words if task else text, task.assignee_id if task else None, due)
    title = f"Task {task.number} of {incident.ref}" if task else f"A task for {incident.ref}"
    return modal(ids.TASK_FORM, title, "Save" if task else "Add", blocks, metadata)


def task_of_one_form(
    incidents: Sequence[Incident], catalog: Catalog, metadata: str, *, text: str
) -> dict[str, Any]:
    """The same away from a war room: first for which of these incidents."""
    which = which_incident(incidents, catalog, "For which incident?")
    return modal(ids.TASK_FORM, "A task", "Add", [which, *_asked(text, None, None)], metadata)


def _asked(text: str, assignee: str | None, due: str | None) -> list[InputBlock]:
    chooser = UserSelectElement(action_id=ids.VALUE, initial_user=assignee, placeholder=plain("Nobody yet"))
    words = cut(text, LONGEST) or None
    return [
        written(ids.TASK, "What is to be done?", multiline=True, longest=LONGEST, initial=words),
        InputBlock(block_id=ids.ASSIGNEE, label=plain("Who does it?"), element=chooser, optional=True),
        written(ids.DUE, "By when?", optional=True, placeholder="30m, tomorrow 9:00 or friday", initial=due),
    ]
