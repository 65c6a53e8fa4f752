"""Tickets as people see them: beside their task, and what whoever asked for one is told and asked."""

import json
from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    InputBlock,
    Option,
    OptionGroup,
    RichTextBlock,
    RichTextElementParts,
    RichTextListElement,
    RichTextSectionElement,
    SectionBlock,
    StaticMultiSelectElement,
    StaticSelectElement,
    UserMultiSelectElement,
    UserSelectElement,
)

from blocks import ids
from blocks.forms import LABEL, modal, written
from blocks.message import Message, as_dicts
from blocks.text import escape, mrkdwn, plain
from incidents.catalog import Catalog
from incidents.incident import Incident
from incidents.task import Task
from incidents.ticket_fields import LONGEST, SLACK_ID, means
from incidents.tickets import left_to_file, refused_words, why_not
from incidents.wording import cut

Parts = RichTextElementParts
IN_A_LIST = 100
"""Choices that one list may have; more stand in several, below each other."""
SHORT = 120
"""Characters of a refusal beside its task; whoever asked has the whole of it."""


def ticket_facts(task: Task) -> list[str]:
    """`<…|OPS-12> In Progress` for a line of mrkdwn; nothing where no ticket was asked for."""
    if task.ticket_gone_at:
        return [f"{escape(task.ticket_key or '')} is no longer in Jira"]
    if task.ticket_key:
        status = f" {escape(task.ticket_status)}" if task.ticket_status else ""
        return [f"<{escape(task.ticket_url or '')}|{escape(task.ticket_key)}>{status}"]
    if task.ticket_refused:
        return [f"⚠️ not in Jira yet: {escape(cut(refused_words(task), SHORT))}"]
    return ["on its way to Jira"] if task.ticket_on_its_way else []


def ticket_parts(task: Task) -> list[Any]:
    """The same within a line of rich text, where it is there or was refused."""
    if task.has_ticket:
        status = [Parts.Text(text=f" {task.ticket_status}")] if task.ticket_status else []
        return [Parts.Text(text=" · "), Parts.Link(url=task.ticket_url or "", text=task.ticket_key), *status]
    return [Parts.Text(text=" · ⚠️ not in Jira yet")] if task.ticket_refused else []


def ticket_notes(task: Task) -> list[str]:
    """What had to be left out of it, a line of mrkdwn each."""
    return [escape(cut(note, 300)) for note in task.ticket_notes]


def can_be_filled(task: Task) -> bool:
    """Whether a form can ask for what is missing."""
    return any(each.get("kind") for each in task.ticket_refused)


def all_button(incident: Incident, catalog: Catalog) -> list[ButtonElement]:
    """For the list of tasks and under the post-mortem: a ticket for each that has none; nothing where all have."""
    left = len(left_to_file(incident, catalog))
    words = f"Create {left} Jira tickets" if left != 1 else "Create the Jira ticket"
    button = ButtonElement(action_id=ids.FILE_TICKETS, value=str(incident.id), text=plain(words, LABEL))
    return [button] if left else []


def ticket_actions(incident: Incident, catalog: Catalog) -> list[Block]:
    """The same as a row of its own."""
    every = all_button(incident, catalog)
    return [ActionsBlock(block_id="tickets", elements=every)] if every else []


def ticket_refused(incident: Incident, task: Task) -> Message:
    """To whoever asked: why it is not there, field by field, and how it gets there."""
    head = f"⚠️ Jira did not take task {task.number} of *{incident.ref}*: {escape(cut(refused_words(task), 300))}"
    lines = [
        RichTextSectionElement(elements=[Parts.Text(text=cut(why_not(each), 500))])
        for each in task.ticket_refused[:20]
    ]
    blocks: list[Block] = [
        SectionBlock(text=mrkdwn(f"⚠️ Jira did not take task {task.number} of *{incident.ref}*:")),
        SectionBlock(text=plain(task.words, LONGEST)),
        RichTextBlock(elements=[RichTextListElement(style="bullet", elements=lines)]),
        ActionsBlock(elements=_ways_on(incident, task)),
    ]
    return Message(head, as_dicts(blocks))


def ticket_noted(incident: Incident, task: Task) -> Message:
    """To whoever asked: it is there, and what had to be left out."""
    head = f"Task {task.number} of *{incident.ref}* is {ticket_facts(task)[0]}"
    return Message("\n".join([f"{head}, but:", *(f"• {note}" for note in ticket_notes(task)[:20])]))


def ticket_reopened(incident: Incident, task: Task) -> Message:
    """To whoever has the task: it is theirs again."""
    key = f"<{escape(task.ticket_url or '')}|{escape(task.ticket_key or '')}>"
    head = f"{key} was opened again in Jira, so task {task.number} of *{incident.ref}* is to be done again"
    blocks: list[Block] = [SectionBlock(text=mrkdwn(f"{head}:")), SectionBlock(text=plain(task.words, LONGEST))]
    return Message(f"{head}.", as_dicts(blocks))


def ticket_late(incident: Incident, task: Task) -> Message:
    """To whoever asked: it takes longer, and there is nothing to do."""
    count = sum(each.ticket_on_its_way for each in incident.open_tasks)
    what = f"the ticket of task {task.number}" if count == 1 else f"{count} tickets"
    wait = "waits" if count == 1 else "wait"
    return Message(
        f"⏳ Jira does not answer as it should, so {what} of *{incident.ref}* {wait}. It goes on by itself "
        "as soon as Jira answers, and nothing is made twice. `/incident doctor` says what is wrong, if it lasts."
    )


def ticket_gone(incident: Incident, task: Task) -> Message:
    """To whoever asked for it: it was deleted there, or is hidden from us."""
    key = escape(task.ticket_key or "")
    head = (
        f"{key}, the ticket of task {task.number} of *{incident.ref}*, is no longer in Jira: it was deleted, "
        "or moved to where SignalCraft may not look."
    )
    blocks: list[Block] = [SectionBlock(text=mrkdwn(head)), SectionBlock(text=plain(task.words, LONGEST))]
    if task.is_open:
        blocks.append(ActionsBlock(elements=[_button(ids.FILE_TICKET, "Create another one", incident, task)]))
    return Message(head, as_dicts(blocks))


def ticket_form(incident: Incident, task: Task) -> dict[str, Any]:
    """What Jira misses, each as it wants it. What was filled in before stands in it."""
    metadata = json.dumps({"incident": incident.id, "task": task.number})
    asked = [each for each in task.ticket_refused if each.get("kind")]
    inputs = [_input(each, task.ticket_filled.get(each["field"], {}).get("value", "")) for each in asked[:90]]
    return modal(ids.TICKET_FORM, f"Task {task.number} in Jira", "Create ticket", inputs, metadata)


def _ways_on(incident: Incident, task: Task) -> list[ButtonElement]:
    fill = [_button(ids.OPEN_TICKET_FORM, "Fill in", incident, task)] if can_be_filled(task) else []
    return [*fill, _button(ids.FILE_TICKET, "Try again", incident, task)]


def _button(action_id: str, words: str, incident: Incident, task: Task) -> ButtonElement:
    seen = json.dumps({"incident": incident.id, "task": task.number})
    return ButtonElement(action_id=action_id, value=seen, text=plain(words, LABEL))


def _input(asked: Mapping[str, Any], before: str) -> InputBlock:
    """A choice where Jira says what may be chosen, people of Slack, else a text. The block goes by its id."""
    block, name, kind = f"{ids.TICKET_FIELD}:{asked['field']}", str(asked["name"]), asked["kind"]
    options = [Option(value=str(id_), text=plain(words, LABEL)) for id_, words in asked.get("options", [])]
    if options:
        return InputBlock(
            block_id=block, label=plain(name, LABEL), element=_choice(kind, options, before.split(","))
        )
    if kind in ("user", "users"):
        return InputBlock(block_id=block, label=plain(name, LABEL), element=_people(kind, before.split(",")))
    return written(
        block, name, multiline=kind == "long", hint=means(kind) or None, initial=before or None, longest=LONGEST
    )


def _choice(kind: str, options: list[Option], before: list[str]) -> StaticSelectElement | StaticMultiSelectElement:
    chosen = [option for option in options if option.value in before]
    lists = [options[n : n + IN_A_LIST] for n in range(0, len(options), IN_A_LIST)]
    groups = [OptionGroup(label=plain(f"From {each[0].text}", LABEL), options=each) for each in lists]
    many = len(lists) > 1
    known: dict[str, Any] = {"option_groups": groups} if many else {"options": options}
    if kind == "options":
        return StaticMultiSelectElement(action_id=ids.VALUE, initial_options=chosen or None, **known)
    return StaticSelectElement(action_id=ids.VALUE, initial_option=chosen[0] if chosen else None, **known)


def _people(kind: str, before: list[str]) -> UserSelectElement | UserMultiSelectElement:
    """Those who were named by address on a page are found in Jira, but stand in no list of Slack's."""
    known = [each for each in before if SLACK_ID.fullmatch(each)]
    if kind == "users":
        return UserMultiSelectElement(action_id=ids.VALUE, initial_users=known or None)
    return UserSelectElement(action_id=ids.VALUE, initial_user=known[0] if known else None)
