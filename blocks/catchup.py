"""Where things stand, for whoever comes late: who leads, what is known, who does what, when there will be more."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from slack_sdk.models.blocks import (
    Block,
    ContextBlock,
    HeaderBlock,
    RichTextBlock,
    RichTextElementParts,
    RichTextListElement,
    RichTextSectionElement,
    SectionBlock,
)

from blocks import facts, roles
from blocks.card import STATUS_EMOJI, join_button
from blocks.message import Message, as_dicts
from blocks.tasks import doing
from blocks.text import HEADER, SECTION, channel, escape, fallback, headline, literal, mrkdwn, plain, rich_when
from blocks.timeline import line
from blocks.updates import next_line
from incidents.catalog import Catalog
from incidents.incident import Incident
from incidents.role import COMMANDER
from incidents.status_update import StatusUpdate
from incidents.timeline import TimelineEntry
from incidents.wording import cut, one_line, spoken

Parts = RichTextElementParts
KEY = ("pinned", "note", "severity", "status", "reopened")
"""Kinds of entries that tell the story; all others have a place of their own, or are small."""
NEWEST, FEW, ENTRY = 5, 2, 140
"""Entries of the timeline, fewer where updates tell the story; and characters of each."""
SUMMARY, FACT = 400, 150
UPDATES, LATEST, EARLIER = 3, 300, 100
"""Updates, and characters of the latest one and of those before it."""
TODAY = timedelta(hours=12)
"""What is younger needs no date."""


def catch_up(
    incident: Incident,
    entries: Sequence[TimelineEntry],
    updates: Sequence[StatusUpdate],
    catalog: Catalog,
    *,
    here: bool,
    now: datetime,
) -> Message:
    """All of it on a phone without scrolling. `here`: in its room.

    `entries`: the whole timeline, oldest first; `updates`: the last ones that were posted, newest first.
    """
    title = headline(incident, catalog.shown_severity(incident.severity).emoji)
    join = join_button(incident.conference_url) if incident.conference_url else None
    blocks: list[Block] = [
        HeaderBlock(text=plain(title, HEADER)),
        SectionBlock(text=mrkdwn(_state(incident, here, now)), accessory=join),
        SectionBlock(text=mrkdwn(_roles(incident, catalog))),
        *_known(incident, updates, now),
        *doing(incident, now=now),
        *next_line(incident, now=now),
        *_lately(incident, entries, now, most=max(FEW, NEWEST - len(updates))),
        ContextBlock(elements=[mrkdwn(f"`/incident {incident.ref} timeline` shows everything.")]),
    ]
    return Message(fallback(f"{title} ({incident.standing})"), as_dicts(blocks))


def _state(incident: Incident, here: bool, now: datetime) -> str:
    """`🔎 investigating, for 40 min · Checkout · 300 users affected`."""
    lasted = f"{'for' if incident.is_open else 'after'} {spoken(incident.duration(now))}"
    told = [f"{STATUS_EMOJI.get(incident.status, '')} *{escape(incident.standing)}*, {lasted}"]
    if incident.services:
        told.append(literal(", ".join(incident.services), FACT))
    if incident.users_affected:
        told.append(f"{literal(incident.users_affected, FACT)} affected")
    if incident.channel_id and not here:
        told.append(channel(incident.channel_id))
    return " · ".join(told)


def _roles(incident: Incident, catalog: Catalog) -> str:
    """In one paragraph: who holds what; whether anybody leads is said in any case."""
    lead = catalog.shown_role(COMMANDER)
    others = [role for role in catalog.roles if role.key != lead.key and incident.holder(role.key)]
    lines = [f"*{roles.line(incident, lead)}*", *(roles.line(incident, role) for role in others)]
    while len(" · ".join(lines)) > SECTION:
        lines.pop()
    return " · ".join(lines)


def _known(incident: Incident, updates: Sequence[StatusUpdate], now: datetime) -> list[Block]:
    """What is happening, and what people were told last, the newest in full view."""
    words = facts.written(incident, SUMMARY)
    rows = [
        _told(update, LATEST if number == 0 else EARLIER, now) for number, update in enumerate(updates[:UPDATES])
    ]
    return [*words, _titled("Updates", rows)] if rows else words


def _told(update: StatusUpdate, longest: int, now: datetime) -> RichTextSectionElement:
    at = update.posted_at or update.written_at
    parts = [rich_when(at, today=now - at < TODAY), Parts.Text(text=" "), Parts.User(user_id=update.author_id)]
    return RichTextSectionElement(elements=[*parts, Parts.Text(text=f" {cut(one_line(update.text), longest)}")])


def _lately(incident: Incident, entries: Sequence[TimelineEntry], now: datetime, *, most: int) -> list[Block]:
    """The newest of what tells the story, oldest first."""
    story = [entry for entry in entries if entry.kind in KEY][-most:]
    if not story:
        return []
    rows = [line(incident, each, longest=ENTRY, today=now - each.at < TODAY) for each in story]
    return [_titled("Lately", rows)]


def _titled(title: str, rows: Sequence[RichTextSectionElement]) -> RichTextBlock:
    head = RichTextSectionElement(elements=[Parts.Text(text=title, style=Parts.TextStyle(bold=True))])
    return RichTextBlock(
        block_id=title.lower(), elements=[head, RichTextListElement(style="bullet", elements=rows)]
    )
