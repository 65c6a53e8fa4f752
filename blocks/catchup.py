"""Where things stand, for whoever comes late: who leads, what is known, who does what, when there will be more."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from slack_sdk.models.blocks import (
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

from blocks import ids, roles, updates
from blocks.card import STATUS_EMOJI
from blocks.message import Message, as_dicts
from blocks.tasks import doing
from blocks.text import HEADER, SECTION, channel, escape, fallback, headline, literal, mrkdwn, plain
from blocks.timeline import line
from incidents.catalog import Catalog
from incidents.incident import Incident
from incidents.timeline import TimelineEntry
from incidents.wording import spoken

KEY = ("update", "pinned", "note", "severity", "status", "reopened")
"""Kinds of entries that tell the story; all others have a place of their own, or are small."""
NEWEST, ENTRY = 5, 140
"""Entries of the timeline, and characters of each."""
SUMMARY, FACT = 400, 150
TODAY = timedelta(hours=12)
"""What is younger needs no date."""


def catch_up(
    incident: Incident, entries: Sequence[TimelineEntry], catalog: Catalog, *, here: bool, now: datetime
) -> Message:
    """All of it on a phone without scrolling. `entries`: the whole timeline, oldest first; `here`: in its room."""
    title = headline(incident, catalog.shown_severity(incident.severity).emoji)
    blocks: list[Block] = [
        HeaderBlock(text=plain(title, HEADER)),
        SectionBlock(text=mrkdwn(_state(incident, here, now)), accessory=_join(incident)),
        SectionBlock(text=mrkdwn(_roles(incident, catalog))),
        *_known(incident),
        *updates.known(incident, SUMMARY),
        *updates.next_line(incident, now=now),
        *doing(incident, now=now),
        *_lately(incident, entries, now),
        ContextBlock(
            elements=[mrkdwn(f"Only you see this. `/incident {incident.ref} timeline` shows everything.")]
        ),
    ]
    return Message(fallback(f"{title} ({incident.standing})"), as_dicts(blocks))


def _state(incident: Incident, here: bool, now: datetime) -> str:
    """`🔎 investigating, for 40 min · Checkout · 300 users affected`."""
    lasted = f"{'for' if incident.is_open else 'after'} {spoken(incident.duration(now))}"
    facts = [f"{STATUS_EMOJI.get(incident.status, '')} *{escape(incident.standing)}*, {lasted}"]
    if incident.services:
        facts.append(literal(", ".join(incident.services), FACT))
    if incident.users_affected:
        facts.append(f"{literal(incident.users_affected, FACT)} affected")
    if incident.channel_id and not here:
        facts.append(channel(incident.channel_id))
    return " · ".join(facts)


def _roles(incident: Incident, catalog: Catalog) -> str:
    """In one paragraph: who holds what; whether anybody leads is said in any case."""
    lead = catalog.shown_role("commander")
    others = [role for role in catalog.roles if role.key != lead.key and incident.holder(role.key)]
    lines = [f"*{roles.line(incident, lead)}*", *(roles.line(incident, role) for role in others)]
    while len(" · ".join(lines)) > SECTION:
        lines.pop()
    return " · ".join(lines)


def _join(incident: Incident) -> ButtonElement | None:
    if not incident.conference_url:
        return None
    return ButtonElement(action_id=ids.JOIN_BRIDGE, url=incident.conference_url, text=plain("Join the bridge", 75))


def _known(incident: Incident) -> list[Block]:
    fixed = f"What fixed it: {incident.resolution}" if incident.resolution else ""
    return [SectionBlock(text=plain(text, SUMMARY)) for text in (incident.summary, fixed) if text]


def _lately(incident: Incident, entries: Sequence[TimelineEntry], now: datetime) -> list[Block]:
    """The newest of what tells the story, oldest first."""
    said = [entry for entry in entries if entry.kind == "update"][-1:]  # stands above in full
    story = [entry for entry in entries if entry.kind in KEY and entry not in said][-NEWEST:]
    if not story:
        return []
    bold = RichTextElementParts.TextStyle(bold=True)
    head = RichTextSectionElement(elements=[RichTextElementParts.Text(text="Lately", style=bold)])
    rows = [line(incident, each, longest=ENTRY, today=now - each.at < TODAY) for each in story]
    return [RichTextBlock(block_id="lately", elements=[head, RichTextListElement(style="bullet", elements=rows)])]
