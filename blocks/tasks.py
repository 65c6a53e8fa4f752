"""Tasks as people see them: in short on the card, whole in their list in the room, and asked for."""

from collections.abc import Collection, Sequence
from datetime import datetime

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    Option,
    OverflowMenuElement,
    RichTextBlock,
    RichTextElementParts,
    RichTextListElement,
    RichTextSectionElement,
    SectionBlock,
)

from blocks import ids
from blocks.message import Message, as_dicts
from blocks.text import SECTION, escape, mrkdwn, person, plain, rich_when, when
from blocks.tickets import all_button, can_be_filled, ticket_facts, ticket_notes, ticket_parts
from incidents.action_items import action_items
from incidents.catalog import Catalog
from incidents.incident import Incident
from incidents.task import Task
from incidents.tickets import can_be_filed
from incidents.wording import cut

Parts = RichTextElementParts
Part = Parts.Text | Parts.User | Parts.Date

PLAIN = Catalog()
"""Where nobody says what can be chosen from, nothing beyond tasks is offered."""
ON_CARD = 5
OPEN_SHOWN, DONE_SHOWN = 20, 10
"""Tasks in the room's list: more of them would not be read, and `/incident task` pages through all."""
PAGE = 20
DONE, TAKE, EDIT, DROP, READ, TICKET, FILL = "done", "take", "edit", "drop", "read", "ticket", "fill"
"""What the menu of a task offers: the first words of its options' values."""
GONE = " (deactivated: give it to somebody else)"
SHORT, WORDS = 100, 200
"""Characters of a task on the card and of a done one, and of an open one in lists."""


def most_urgent(tasks: Collection[Task]) -> list[Task]:
    """What is due first stands first, then what came first."""
    return sorted(tasks, key=lambda task: (task.due_at is None, task.due_at or task.created_at, task.number))


def doing(incident: Incident, *, now: datetime, gone: Collection[str] = ()) -> list[Block]:
    """For the card: who does what, and what is overdue. Nothing where nothing is open, or after the end.

    `gone` are people (Slack ids) whose accounts were deactivated.
    """
    tasks = most_urgent(incident.open_tasks) if incident.is_open else []
    if not tasks:
        return []
    head = RichTextSectionElement(elements=[Parts.Text(text="Doing", style=Parts.TextStyle(bold=True))])
    rows = [_row(task, now, gone, SHORT) for task in tasks[:ON_CARD]]
    if len(tasks) > ON_CARD:
        rows.append(RichTextSectionElement(elements=[Parts.Text(text=f"and {len(tasks) - ON_CARD} more")]))
    return [RichTextBlock(block_id="doing", elements=[head, RichTextListElement(style="bullet", elements=rows)])]


def open_tasks(incident: Incident, *, now: datetime) -> list[str]:
    """For the digest message: how many are open. Nothing where none is, or after the end."""
    tasks = incident.open_tasks if incident.is_open else []
    late = sum(task.overdue(now) for task in tasks)
    overdue = f", {late} overdue" if late else ""
    return [f"{len(tasks)} open {'tasks' if len(tasks) != 1 else 'task'}{overdue}"] if tasks else []


def add_button(words: str = "Add a task") -> ButtonElement:
    """For the card and the list."""
    return ButtonElement(action_id=ids.ADD_TASK, value="add", text=plain(words, 75))


def task_list(
    incident: Incident, *, now: datetime, gone: Collection[str] = (), catalog: Catalog = PLAIN
) -> Message:
    """The one list in the room, edited in place: what is open with its menu, then what was done last."""
    shown = listed(incident)
    todo = most_urgent([task for task in shown if task.is_open])
    done = sorted((task for task in shown if task.done_at), key=lambda task: task.done_at or now, reverse=True)
    head = f"*{_heading(incident)}* · {len(todo)} open, {len(done)} done" if shown else "No tasks at the moment."
    blocks: list[Block] = [SectionBlock(text=mrkdwn(head))]
    blocks += [_entry(incident, task, now, gone, catalog) for task in todo[:OPEN_SHOWN]]
    if done:
        blocks.append(RichTextBlock(elements=[_done_row(task) for task in done[:DONE_SHOWN]]))
    hidden = len(todo[OPEN_SHOWN:]) + len(done[DONE_SHOWN:])
    if hidden:
        blocks.append(ContextBlock(elements=[mrkdwn(f"and {hidden} more: `/incident task`")]))
    more = [add_button()] if incident.is_open else [add_button("Add an action item")] * bool(incident.resolved_at)
    below = [*more, *all_button(incident, catalog)]
    if below:
        blocks.append(ActionsBlock(block_id="add_task", elements=below))
    return Message(f"{_heading(incident)} of {incident.ref}: {len(todo)} open, {len(done)} done", as_dicts(blocks))


def tasks_asked_for(incident: Incident, page: int, *, now: datetime, gone: Collection[str] = ()) -> Message:
    """All of them for one person, a page at a time: what is open first."""
    shown = listed(incident)
    if not shown:
        return Message(f"*{incident.ref}* has no tasks. {_how(incident)}".rstrip())
    todo = most_urgent([task for task in shown if task.is_open])
    ordered = [*todo, *(task for task in shown if task.done_at)]
    head = f"*{_heading(incident)} of {incident.ref}* · {len(todo)} open, {len(ordered) - len(todo)} done"
    here = ordered[(page - 1) * PAGE : page * PAGE]
    if not here:
        return Message(f"{head}, but there is no page {page}.")
    rows = [_done_row(task) if task.done_at else _row(task, now, gone, WORDS) for task in here]
    blocks: list[Block] = [SectionBlock(text=mrkdwn(head)), _bullets(rows)]
    left = len(ordered) - page * PAGE
    more = f"{left} more: `/incident {incident.ref} task list {page + 1}` · " if left > 0 else ""
    how = "`task done 3`, `task assign 3 @person`, `task 3` shows one whole"
    blocks.append(ContextBlock(elements=[mrkdwn(more + how)]))
    return Message(head, as_dicts(blocks))


def task_shown(incident: Incident, task: Task, *, now: datetime, gone: Collection[str] = ()) -> Message:
    """One task, whole."""
    head, added = f"*Task {task.number}* of *{incident.ref}*", f"added {when(task.created_at)}"
    blocks: list[Block] = [
        SectionBlock(text=mrkdwn(head)),
        SectionBlock(text=plain(task.words)),
        ContextBlock(elements=[mrkdwn(" · ".join(filter(None, (_facts(task, now, gone), added))))]),
    ]
    if task.ticket_notes:
        blocks.append(ContextBlock(elements=[mrkdwn(cut(" · ".join(ticket_notes(task)), SECTION))]))
    if task.permalink:
        link = Parts.Link(url=task.permalink, text="The message it was made of")
        blocks.append(RichTextBlock(elements=[RichTextSectionElement(elements=[link])]))
    return Message(f"{head}: {escape(cut(task.words, WORDS))}", as_dicts(blocks))


def listed(incident: Incident) -> list[Task]:
    """Those that people see: after the end the action items, and what was done."""
    if incident.resolved_at:
        done = [task for task in incident.tasks if task.shown and task.done_at and not task.carried_at]
        return [*action_items(incident), *done]
    return [task for task in incident.tasks if task.shown]


def _heading(incident: Incident) -> str:
    return "Action items" if incident.resolved_at else "Tasks"


def _how(incident: Incident) -> str:
    if not incident.is_open:
        return ""
    return f"`/incident {incident.ref} task add restart db1 @grace due 30m` adds one."


def _entry(incident: Incident, task: Task, now: datetime, gone: Collection[str], catalog: Catalog) -> SectionBlock:
    """An open task in the room's list. Its words stay literal; who and when stand below, where that is known."""
    changeable = incident.is_open or task.carried_at
    menu = _menu(task, fileable=can_be_filed(incident, task, catalog))
    facts = " · ".join(filter(None, (_facts(task, now, gone), *_message_besides(task, menu))))
    return SectionBlock(
        block_id=f"task:{task.number}",
        text=plain(f"{task.number} · {cut(task.words, WORDS)}"),
        fields=[mrkdwn(facts)] if facts else None,
        accessory=menu if changeable else None,
    )


def _message_besides(task: Task, menu: OverflowMenuElement) -> list[str]:
    """The way to the message it was made of, where the menu has no place for it."""
    there = any(option.value == READ for option in menu.options or [])
    return [f"<{escape(task.permalink)}|message>"] if task.permalink and not there else []


def _menu(task: Task, *, fileable: bool) -> OverflowMenuElement:
    """What can be done with it. The values say what was seen, so that a stale screen is noticed."""
    words, what = ("Fill in for Jira…", FILL) if can_be_filled(task) else ("Create Jira ticket", TICKET)
    choices = (
        ("Done", f"{DONE}:{task.number}"),
        ("Take it", f"{TAKE}:{task.number}:{task.assignee_id or ''}"),
        ("Edit…", f"{EDIT}:{task.number}"),
        ("Drop it", f"{DROP}:{task.number}"),
        *([(words, f"{what}:{task.number}")] if fileable else []),
    )
    options = [Option(value=value, text=plain(said, 75)) for said, value in choices]
    if task.permalink and not fileable:
        options.append(Option(value=READ, text=plain("See the message", 75), url=task.permalink))
    return OverflowMenuElement(action_id=f"{ids.TASK_MENU}:{task.number}", options=options)


def _facts(task: Task, now: datetime, gone: Collection[str]) -> str:
    """`@grace · due today 14:30 · ⚠️ overdue · message`, in mrkdwn."""
    facts = [f"{person(task.assignee_id)}{GONE * (task.assignee_id in gone)}"] if task.assignee_id else []
    if task.done_at:
        by = person(task.done_by) if task.done_by else "Jira"
        facts.append(f"done {when(task.done_at)} by {by}")
    elif task.due_at:
        facts.append(
            f"⚠️ overdue, was due {when(task.due_at)}" if task.overdue(now) else f"due {when(task.due_at)}"
        )
    return " · ".join([*facts, *ticket_facts(task)])


def _row(task: Task, now: datetime, gone: Collection[str], longest: int) -> RichTextSectionElement:
    """A line. Rich text keeps a stranger's words literal."""
    parts: list[Part] = [Parts.Text(text=f"{task.number} · {cut(task.words, longest)}")]
    if task.assignee_id:
        parts += [Parts.Text(text=" · "), Parts.User(user_id=task.assignee_id)]
    if task.assignee_id in gone:
        parts.append(Parts.Text(text=GONE))
    if task.due_at:
        parts += [Parts.Text(text=" · "), *due(task, task.due_at, now)]
    return RichTextSectionElement(elements=[*parts, *ticket_parts(task)])


def due(task: Task, at: datetime, now: datetime) -> list[Part]:
    """`due 14:30`, within a line of rich text."""
    return [Parts.Text(text="⚠️ overdue, was due " if task.overdue(now) else "due "), rich_when(at)]


def _done_row(task: Task) -> RichTextSectionElement:
    words = f"✅ {task.number} · {cut(task.words, SHORT)} · "
    by = Parts.User(user_id=task.done_by) if task.done_by else Parts.Text(text="by Jira")
    return RichTextSectionElement(elements=[Parts.Text(text=words), by, *ticket_parts(task)])


def _bullets(rows: Sequence[RichTextSectionElement]) -> RichTextBlock:
    return RichTextBlock(elements=[RichTextListElement(style="bullet", elements=list(rows))])
