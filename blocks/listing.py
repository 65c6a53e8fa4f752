"""Lists of incidents: what is open, or whatever else somebody looks for, a page at a time."""

import json
from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    RichTextBlock,
    RichTextElementParts,
    RichTextListElement,
    RichTextSectionElement,
    SectionBlock,
)

from blocks import ids
from blocks.message import Message, as_dicts
from blocks.text import escape, literal, mrkdwn, person, plain, rich_when
from incidents.catalog import Catalog
from incidents.drill import marked
from incidents.incident import Incident
from incidents.listing import ALL, OPEN, PAGE, Wanted
from incidents.wording import cut

Parts = RichTextElementParts
Part = Parts.Text | Parts.Channel | Parts.User | Parts.Date
TITLE = 150


def incident_list(
    incidents: Sequence[Incident], total: int, wanted: Wanted, catalog: Catalog, *, now: datetime
) -> Message:
    """A page of those that are wanted, newest first, with buttons to turn it."""
    if not total:
        return Message(_nothing(wanted, catalog))
    pages = -(-total // PAGE)
    head = f"*{total} {_called(wanted, total)}*{_narrowed(wanted, catalog)}"
    if pages > 1:
        head += f" · page {wanted.page} of {pages}"
    if not incidents:
        return Message(f"{head}: there is no page {wanted.page}.")
    rows = RichTextListElement(style="bullet", elements=[row(i, catalog, now) for i in incidents])
    blocks: list[Block] = [SectionBlock(text=mrkdwn(head)), RichTextBlock(elements=[rows])]
    return Message(head, as_dicts([*blocks, *_turning(wanted, pages)]))


def row(incident: Incident, catalog: Catalog, now: datetime) -> RichTextSectionElement:
    """How bad, what, where it stands, who leads, the way in, the next update. Rich text keeps a title literal."""
    emoji = catalog.shown_severity(incident.severity).emoji
    lock = "🔒 " if incident.private else ""
    title = cut(incident.title, TITLE)
    words = f"{emoji} {incident.severity.upper()} · {incident.ref} · {title} · {incident.standing}"
    parts: list[Part] = [Parts.Text(text=lock + marked(incident, words))]
    if incident.leader:
        parts += [Parts.Text(text=" · led by "), Parts.User(user_id=incident.leader)]
    elif incident.is_open:
        parts.append(Parts.Text(text=" · nobody leads"))
    if incident.channel_id:
        parts += [Parts.Text(text=" · "), Parts.Channel(channel_id=incident.channel_id)]
    return RichTextSectionElement(elements=[*parts, *promised(incident, now)])


def promised(incident: Incident, now: datetime) -> list[Part]:
    """When people will hear more, if that was promised, and whether it is overdue."""
    at = incident.next_update_at
    if at is None or not incident.is_open:
        return []
    return [Parts.Text(text=" · ⚠️ update due since " if at <= now else " · next update "), rich_when(at)]


def _called(wanted: Wanted, total: int) -> str:
    """`open incidents`, `resolved incident`."""
    state = "" if wanted.state == ALL else f"{wanted.state} "
    return f"{state}incident{'s' if total != 1 else ''}"


def _narrowed(wanted: Wanted, catalog: Catalog) -> str:
    """By what else the list is narrowed, mrkdwn."""
    parts = []
    if wanted.severity:
        severity = catalog.shown_severity(wanted.severity)
        parts.append(f"{severity.emoji} {escape(severity.label)}")
    if wanted.person:
        parts.append(f"of {person(wanted.person)}")
    if wanted.words:
        parts.append(f"with “{literal(wanted.words, 200)}” in title or services")
    return "".join(f" · {part}" for part in parts)


def _nothing(wanted: Wanted, catalog: Catalog) -> str:
    if not wanted.narrowed:
        return "Nothing is on fire: there is no open incident. `/incident declare` opens one."
    narrowed = _narrowed(wanted, catalog).removeprefix(" · ")
    none = f"No {_called(wanted, 1)} fits: {narrowed}." if narrowed else f"There is no {_called(wanted, 1)}."
    more = " `/incident list all …` looks at those that have ended, too;" if wanted.state == OPEN else ""
    return f"{none}{more} `/incident list` shows all that are open."


def _turning(wanted: Wanted, pages: int) -> list[Block]:
    """Previous and Next, as far as there are any."""
    buttons = []
    if wanted.page > 1:
        buttons.append(_button("back", "Previous", wanted.turned(-1)))
    if wanted.page < pages:
        buttons.append(_button("on", "Next", wanted.turned(1)))
    return [ActionsBlock(block_id="pages", elements=buttons)] if buttons else []


def _button(way: str, words: str, wanted: Wanted) -> ButtonElement:
    value = json.dumps(wanted.payload())
    return ButtonElement(action_id=f"{ids.LIST_PAGE}:{way}", value=value, text=plain(words, 75))
