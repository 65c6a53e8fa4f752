"""The timeline as one person reads it: oldest first, a page at a time."""

import json
from collections.abc import Sequence

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
from blocks.text import mrkdwn, plain, rich_when
from incidents.incident import Incident
from incidents.inlaid import Named, pieces
from incidents.timeline import OURS, TimelineEntry
from incidents.wording import cut

Parts = RichTextElementParts
Part = (
    RichTextElementParts.Text | RichTextElementParts.Date | RichTextElementParts.User | RichTextElementParts.Link
)
PAGE = 20
NAME = 15
"""Characters that a name or a moment counts for."""
ENTRY = 300
"""Characters of an entry, so that a page of the longest fits into a message. All of it is in the post-mortem."""


def timeline(incident: Incident, entries: Sequence[TimelineEntry], number: int) -> Message:
    """Page `number` of all entries. A page that is no more is the last one."""
    pages = max(1, -(-len(entries) // PAGE))
    number = min(max(1, number), pages)
    count = f"{len(entries)} entr{'ies' if len(entries) != 1 else 'y'}, oldest first"
    head = f"Timeline of *{incident.ref}*: {count}" + (f" · page {number} of {pages}" if pages > 1 else "")
    shown = entries[(number - 1) * PAGE : number * PAGE]
    if not shown:
        return Message(
            f"Nothing is on the timeline of *{incident.ref}* yet. `/incident note …` writes the first line."
        )
    rows = RichTextListElement(style="bullet", elements=[line(incident, entry) for entry in shown])
    blocks: list[Block] = [SectionBlock(text=mrkdwn(head)), RichTextBlock(elements=[rows])]
    return Message(head, as_dicts([*blocks, *_turning(incident, number, pages)]))


def line(
    incident: Incident, entry: TimelineEntry, *, longest: int = ENTRY, today: bool = False
) -> RichTextSectionElement:
    """When, who, what; a stranger's words stay literal. What was told elsewhere leads there; `today` no date."""
    source = f"(INC-{entry.incident_id}) " if entry.incident_id not in (None, incident.id) else ""
    signs = ("⭐ " if entry.is_key else "") + ("📌 " if entry.message_ts else "")
    parts: list[Part] = [rich_when(entry.at, today=today), Parts.Text(text=f" {source}{signs}")]
    who = _author(entry)
    parts += [who] if who else []
    joint = ": " if entry.told_by != OURS else " " if who else ""
    parts += _words(f"{joint}{entry.text or ''}", longest + len(joint))
    if entry.subject_id:
        parts += [Parts.Text(text=" "), Parts.User(user_id=entry.subject_id)]
    if entry.permalink:
        label = "message" if entry.message_ts else "link"
        parts += [Parts.Text(text=" "), Parts.Link(url=entry.permalink, text=label)]
    return RichTextSectionElement(elements=parts)


def _words(text: str, longest: int) -> list[Part]:
    """Moments in it are said in the zone of whoever reads them."""
    parts: list[Part] = []
    for piece in pieces(text):
        if longest <= 0:
            break
        if isinstance(piece, str):
            parts.append(Parts.Text(text=cut(piece, longest)))
        else:
            parts.append(Parts.User(user_id=piece.id) if isinstance(piece, Named) else rich_when(piece))
        longest -= len(piece) if isinstance(piece, str) else NAME
    return parts


def _author(entry: TimelineEntry) -> Part | None:
    if entry.author_id:
        return Parts.User(user_id=entry.author_id)
    return Parts.Text(text=entry.author_name) if entry.author_name else None


def _turning(incident: Incident, number: int, pages: int) -> list[Block]:
    """Previous, Next, and the newest page where that is further away."""
    buttons = []
    if number > 1:
        buttons.append(_button(incident, "back", "Previous", number - 1))
    if number < pages:
        buttons.append(_button(incident, "on", "Next", number + 1))
    if number < pages - 1:
        buttons.append(_button(incident, "newest", "Newest", pages))
    return [ActionsBlock(block_id="pages", elements=buttons)] if buttons else []


def _button(incident: Incident, way: str, words: str, number: int) -> ButtonElement:
    value = json.dumps({"incident": incident.id, "page": number})
    return ButtonElement(action_id=f"{ids.TIMELINE_PAGE}:{way}", value=value, text=plain(words, 75))
