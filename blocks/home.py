"""The app's home: what is open, what of it is theirs, and how SignalCraft is doing for whoever looks after it."""

from collections.abc import Iterable, Sequence
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
from blocks.listing import TITLE, row
from blocks.message import Message, as_dicts
from blocks.text import mrkdwn, plain, when
from incidents.catalog import Catalog
from incidents.home import Health, Home, Mine
from incidents.incident import Incident
from incidents.wording import cut

Parts = RichTextElementParts
CALM = "Nothing is on fire: there is no open incident."
NOTHING_YOURS = "You hold no role, have declared nothing that is open, and owe no post-mortem."
FOOT = "`/incident list` looks further, `/incident help` shows all commands. They work in every channel."


def home(seen: Home, catalog: Catalog, *, health: Health | None = None, at: datetime) -> dict[str, Any]:
    """The whole view, theirs first. `health` is for those who look after SignalCraft."""
    declare = ButtonElement(action_id=ids.OPEN_DECLARE, value="open", text=plain("Declare an incident", 75))
    blocks = [
        ActionsBlock(block_id="declare", elements=[declare]),
        *_mine(seen.mine, catalog),
        *_open(seen, catalog),
        *(_health(health, at) if health else []),
        ContextBlock(elements=[mrkdwn(FOOT)]),
    ]
    view: dict[str, Any] = View(type="home", blocks=blocks).to_dict()
    return view


def mine(found: Mine, catalog: Catalog) -> Message:
    """What is theirs, for whoever asks anywhere."""
    declared = _section("You declared", (_named(each, []) for each in found.declared))
    blocks = [*_mine(found, catalog), *declared]
    if not blocks:
        return Message(f"{NOTHING_YOURS} `/incident list` shows what is open.")
    return Message("What is yours", as_dicts(blocks))


def _mine(found: Mine, catalog: Catalog) -> list[Block]:
    return [
        *_section("Your roles", (_role(each, found.person, catalog) for each in found.roles)),
        *_section("Post-mortems you owe", (_named(each, []) for each in found.owed)),
    ]


def _open(seen: Home, catalog: Catalog) -> list[Block]:
    count = f"{seen.opened} open incident{'s' if seen.opened != 1 else ''}"
    head: list[Block] = [HeaderBlock(text=plain(count if seen.opened else CALM))]
    more = seen.opened - len(seen.open)
    rest = [ContextBlock(elements=[mrkdwn(f"and {more} more: `/incident list`")])] if more > 0 else []
    return [*head, *_rows(row(each, catalog) for each in seen.open), *rest]


def _section(title: str, rows: Iterable[RichTextSectionElement]) -> list[Block]:
    """Nothing where there are no rows."""
    shown = _rows(rows)
    return [HeaderBlock(text=plain(title)), *shown] if shown else []


def _rows(rows: Iterable[RichTextSectionElement]) -> list[Block]:
    shown = list(rows)
    return [RichTextBlock(elements=[RichTextListElement(style="bullet", elements=shown)])] if shown else []


def _role(incident: Incident, person: str, catalog: Catalog) -> RichTextSectionElement:
    """`Commander of INC-42 · Checkout is down · #inc-42`."""
    held = [a for a in incident.roles if a.user_id == person and a.released_at is None]
    words = ", ".join(catalog.shown_role(each.role).name for each in held)
    bold = Parts.TextStyle(bold=True)
    return _named(incident, [Parts.Text(text=words, style=bold), Parts.Text(text=" of ")] if words else [])


def _named(incident: Incident, before: Sequence[Any]) -> RichTextSectionElement:
    """Which one, what it is, and the way in."""
    parts = [*before, Parts.Text(text=f"{incident.ref} · {cut(incident.title, TITLE)}")]
    if incident.channel_id:
        parts += [Parts.Text(text=" · "), Parts.Channel(channel_id=incident.channel_id)]
    return RichTextSectionElement(elements=parts)


def _health(health: Health, at: datetime) -> list[Block]:
    """Two lines; what is wrong says where to look."""
    slack = f"✅ {health.sockets} connection{'s' if health.sockets != 1 else ''} to Slack"
    if not health.sockets:
        slack = "⚠️ No connection to Slack"
    hello = f", last hello {when(health.hello_at)}" if health.hello_at else ""
    steps = f"✅ Outbox: {health.waiting} waiting"
    if health.given_up:
        steps = f"⚠️ Outbox: {health.given_up} given up, {health.waiting} waiting. `signalcraft outbox` shows them"
    words = f"{slack}{hello}\n{steps}\nAs of {when(at)}. `/incident doctor` in any channel looks closer."
    return [HeaderBlock(text=plain("SignalCraft itself")), SectionBlock(text=mrkdwn(words))]
