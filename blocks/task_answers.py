"""What one person is told of a task: that it is theirs, that it is due, and what their command has done."""

import json

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, SectionBlock

from blocks import ids
from blocks.message import Message, as_dicts
from blocks.text import channel, escape, mrkdwn, person, plain, when
from blocks.tickets import ticket_facts
from incidents.incident import Incident
from incidents.task import Task
from incidents.wording import cut

WORDS = 1000
"""Characters of a task that these show; the list leads to the whole."""


def task_given(incident: Incident, task: Task, by: str) -> Message:
    """To whoever was given it: what, by when, where, and by whom."""
    due = f" It is due {when(task.due_at)}." if task.due_at else ""
    return _about(incident, task, f"📋 {person(by)} gave you task {task.number} of *{incident.ref}*.{due}")


def task_due(incident: Incident, task: Task, *, overdue: bool, yours: bool) -> Message:
    """A reminder. `yours`: it was given to whoever reads this; else nobody has it, and they lead."""
    was = f"was due {when(task.due_at)}" if task.due_at else "is due"
    state = f"{was} and is not done yet" if overdue else "is due now"
    whose = "" if yours else " Nobody has it yet."
    return _about(incident, task, f"⏰ Task {task.number} of *{incident.ref}* {state}.{whose}")


def task_said(incident: Incident, task: Task, *, whole: bool = True) -> Message:
    """After a command or a form elsewhere: the task as it is now; its words (`whole`) where they have changed."""
    facts = [f" · {person(task.assignee_id)}"] if task.assignee_id else []
    if task.due_at and not task.done_at:
        facts.append(f" · due {when(task.due_at)}")
    facts += [f" · {fact}" for fact in ticket_facts(task)]
    state = "dropped" if task.dropped_at else "done" if task.done_at else "open"
    there = " In Jira its ticket stays as it is." if task.has_ticket else ""
    head = f"Task {task.number} of *{incident.ref}* is {state}{''.join(facts)}.{there}"
    if not whole:
        return Message(head)
    return Message(head, as_dicts([SectionBlock(text=mrkdwn(head)), SectionBlock(text=plain(task.words, WORDS))]))


def tickets_asked_for(incident: Incident) -> Message:
    """After a ticket was asked for each: how many are on their way."""
    count = sum(task.ticket_on_its_way for task in incident.open_tasks)
    tickets = "ticket of" if count == 1 else "tickets of"
    return Message(
        f"{count} {tickets} *{incident.ref}* on the way to Jira. `/incident {incident.ref} task` shows them."
    )


def _about(incident: Incident, task: Task, head: str) -> Message:
    """The task with its button, and the way to where it belongs."""
    where = f" The war room is {channel(incident.channel_id)}." if incident.channel_id else ""
    seen = json.dumps({"incident": incident.id, "task": task.number})
    done = ButtonElement(action_id=ids.TASK_DONE, value=seen, text=plain("Done", 75), style="primary")
    blocks: list[Block] = [
        SectionBlock(text=mrkdwn(head + where)),
        SectionBlock(text=plain(task.words, WORDS)),
    ]
    if task.is_open:
        blocks.append(ActionsBlock(elements=[done]))
    return Message(f"{head}\n{escape(cut(task.words, 200))}", as_dicts(blocks))
