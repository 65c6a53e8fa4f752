"""The app's home: what is open, what of it is theirs, and how SignalCraft is doing for whoever looks after it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    HeaderBlock,
    RichTextBlock,
    RichTextElementParts,
    RichTextListElement,
    RichTextSectionElement,
    SectionBlock,
)
from slack_sdk.models.views import View

from blocks import ids
from blocks.listing import TITLE, promised, row
from blocks.message import Message, as_dicts
from blocks.tasks import due
from blocks.text import mrkdwn, plain, when
from incidents.catalog import Catalog
from incidents.drill import marked
from incidents.home import Health, Home, Mine
from incidents.incident import Incident
from incidents.task import Task
from incidents.wording import cut

Parts = RichTextElementParts
CALM = "Nothing is on fire: there is no open incident."
NOTHING_YOURS = "You have no task and no role, have declared nothing that is open, and owe no post-mortem."
ROWS = 10
"""Of each that is theirs: people do not do more at once, and an answer takes no more."""
BOLD = Parts.TextStyle(bold=True)
FOOT = "`/incident list` looks further, `/incident help` shows all commands. They work in every channel."


def home(
    seen: Home, catalog: Catalog, *, health: Health | None = None, at: datetime, pages: str = ""
) -> dict[str, Any]:
    """The whole view, theirs first. `health` is for those who look after SignalCraft.

    `pages`: where people reach the pages, if that is known.
    """
    declare = ButtonElement(action_id=ids.OPEN_DECLARE, value="open", text=plain("Declare an incident", 75))
    blocks = [
        ActionsBlock(block_id="declare", elements=[declare]),
        *_mine(seen.mine, catalog, at),
        *_open(seen, catalog, at),
        *(_health(health, at) if health else []),
        ContextBlock(elements=[mrkdwn(" ".join([FOOT, *_on_pages(pages)]))]),
    ]
    view: dict[str, Any] = View(type="home", blocks=blocks).to_dict()
    return view


def _on_pages(pages: str) -> list[str]:
    """Said while Slack works, so that people know it when it does not."""
    return [f"When Slack is slow, or down: <{pages}/|the same in the browser>."] if pages else []


def mine(found: Mine, catalog: Catalog, *, at: datetime) -> Message:
    """What is theirs, for whoever asks anywhere."""
    declared = _section("You declared", [_named(each, []) for each in found.declared])
    blocks = [*_mine(found, catalog, at), *declared]
    if not blocks:
        return Message(f"{NOTHING_YOURS} `/incident list` shows what is open.")
    return Message("What is yours", as_dicts(blocks))


def _mine(found: Mine, catalog: Catalog, at: datetime) -> list[Block]:
    return [
        *_section("Your tasks", [_task(incident, task, at) for incident, task in found.tasks]),
        *_section("Updates you owe", [_update(each, at) for each in found.updates]),
        *_section("Your roles", [_role(each, found.person, catalog) for each in found.roles]),
        *_section("Post-mortems you owe", [_named(each, []) for each in found.owed]),
    ]


def _update(incident: Incident, at: datetime) -> RichTextSectionElement:
    """`INC-42 · Checkout is down · due 14:30 · #inc-42`."""
    return _named(incident, [], after=promised(incident, at))


def _task(incident: Incident, task: Task, at: datetime) -> RichTextSectionElement:
    """`Task 3 · restart the workers · due 14:30 · INC-42 · #inc-42`; after the end it is an action item."""
    what = "Task" if incident.is_open else "Action item"
    parts: list[Any] = [Parts.Text(text=f"{what} {task.number}", style=BOLD)]
    parts.append(Parts.Text(text=f" · {cut(task.words, TITLE)} · "))
    if task.due_at:
        parts += [*due(task, task.due_at, at), Parts.Text(text=" · ")]
    parts.append(Parts.Text(text=incident.ref))
    return RichTextSectionElement(elements=[*parts, *_way_in(incident)])


def _open(seen: Home, catalog: Catalog, at: datetime) -> list[Block]:
    count = f"{seen.opened} open incident{'s' if seen.opened != 1 else ''}"
    head: list[Block] = [HeaderBlock(text=plain(count if seen.opened else CALM))]
    more = seen.opened - len(seen.open)
    rest = [ContextBlock(elements=[mrkdwn(f"and {more} more: `/incident list`")])] if more > 0 else []
    return [*head, *_rows([row(each, catalog, at) for each in seen.open]), *rest]


def _section(title: str, rows: Sequence[RichTextSectionElement]) -> list[Block]:
    """As many rows as one reads; nothing where there are none."""
    more = len(rows) - ROWS
    rest = [ContextBlock(elements=[mrkdwn(f"and {more} more")])] if more > 0 else []
    return [HeaderBlock(text=plain(title)), *_rows(rows[:ROWS]), *rest] if rows else []


def _rows(rows: Sequence[RichTextSectionElement]) -> list[Block]:
    return [RichTextBlock(elements=[RichTextListElement(style="bullet", elements=rows)])] if rows else []


def _role(incident: Incident, person: str, catalog: Catalog) -> RichTextSectionElement:
    """`Commander of INC-42 · Checkout is down · #inc-42`."""
    words = ", ".join(catalog.shown_role(each.role).name for each in incident.held_now if each.user_id == person)
    return _named(incident, [Parts.Text(text=words, style=BOLD), Parts.Text(text=" of ")] if words else [])


def _named(incident: Incident, before: Sequence[Any], after: Sequence[Any] = ()) -> RichTextSectionElement:
    """Which one, what it is, and the way in."""
    words = marked(incident, f"{incident.ref} · {cut(incident.title, TITLE)}")
    return RichTextSectionElement(elements=[*before, Parts.Text(text=words), *after, *_way_in(incident)])


def _way_in(incident: Incident) -> list[Any]:
    room = incident.channel_id
    return [Parts.Text(text=" · "), Parts.Channel(channel_id=room)] if room else []


def _health(health: Health, at: datetime) -> list[Block]:
    """Two lines; what is wrong says where to look."""
    slack = f"✅ {health.sockets} connection{'s' if health.sockets != 1 else ''} to Slack"
    if health.sockets is None:
        slack = "✅ Another process hears Slack"
    elif not health.sockets:
        slack = "⚠️ No connection to Slack"
    hello = f", last hello {when(health.hello_at)}" if health.hello_at else ""
    steps = f"✅ Outbox: {health.waiting} waiting"
    if health.given_up:
        steps = f"⚠️ Outbox: {health.given_up} given up, {health.waiting} waiting. `signalcraft outbox` shows them"
    words = f"{slack}{hello}\n{steps}\nAs of {when(at)}. `/incident doctor` in any channel looks closer."
    return [HeaderBlock(text=plain("SignalCraft itself")), SectionBlock(text=mrkdwn(words))]
