"""The form of a task, new or to be changed."""

from datetime import tzinfo
from typing import Any

from slack_sdk.models.blocks import InputBlock, UserSelectElement

from blocks import ids
from blocks.forms import modal, written
from blocks.text import plain
from incidents.incident import Incident
from incidents.task import Task
from incidents.tasks import LONGEST

DUE_AS = "%Y-%m-%d %H:%M"


def task_form(
    incident: Incident, metadata: str, *, zone: tzinfo, task: Task | None = None, text: str = ""
) -> dict[str, Any]:
    """What is to be done, by whom and by when. `zone` is where whoever opens it lives; `text` is proposed."""
    assignee = UserSelectElement(
        action_id=ids.VALUE, initial_user=task.assignee_id if task else None, placeholder=plain("Nobody yet")
    )
    due = task.due_at.astimezone(zone).strftime(DUE_AS) if task and task.due_at else None
    blocks = [
        written(
            ids.TASK,
            "What is to be done?",
            multiline=True,
            longest=LONGEST,
            initial=(task.words if task else text) or None,
        ),
        InputBlock(block_id=ids.ASSIGNEE, label=plain("Who does it?"), element=assignee, optional=True),
        written(ids.DUE, "By when?", optional=True, placeholder="30m, 14:30 or tomorrow 9:00", initial=due),
    ]
    title = f"Task {task.number} of {incident.ref}" if task else f"A task for {incident.ref}"
    return modal(ids.TASK_FORM, title, "Save" if task else "Add", blocks, metadata)
