"""The timeline as one person reads it: oldest first, a page at a time."""

import json
from collections.abc import Sequence

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    Option,
    OptionGroup,
    RichTextBlock,
    RichTextElementParts,
    RichTextListElement,
    RichTextSectionElement,
    SectionBlock,
    StaticSelectElement,
)

from blocks import ids
from blocks.forms import LABEL, OPTIONS
from blocks.message import Message, as_dicts
from blocks.text import mrkdwn, plain, rich_when
from incidents.incident import Incident
from incidents.inlaid import Named, in_words, pieces
from incidents.timeline import TimelineEntry
from incidents.wording import cut, one_line

Parts = RichTextElementParts
Part = (
    RichTextElementParts.Text | RichTextElementParts.Date | RichTextElementParts.User | RichTextElementParts.Link
)
PAGE = 20
NAME = 15
"""Characters that a name or a moment counts for."""
ENTRY = 300
"""Characters of an entry, so that a page of the longest fits into a message. All of it is in the post-mortem."""


def timeline(
    incident: Incident, entries: Sequence[TimelineEntry], number: int, hidden: Sequence[TimelineEntry] = ()
) -> Message:
    """Page `number` of all entries, which can be put right, as can the `hidden` ones.

    A page that is no more is the last one.
    """
    pages = max(1, -(-len(entries) // PAGE))
    number = min(max(1, number), pages)
    count = f"{len(entries)} entr{'ies' if len(entries) != 1 else 'y'}, oldest first"
    head = f"Timeline of *{incident.ref}*: {count}" + (f" · page {number} of {pages}" if pages > 1 else "")
    shown = entries[(number - 1) * PAGE : number * PAGE]
    if not shown and not hidden:
        return Message(
            f"Nothing is on the timeline of *{incident.ref}* yet. `/incident note …` writes the first line."
        )
    rows = RichTextListElement(style="bullet", elements=[line(incident, entry) for entry in shown])
    listed = [RichTextBlock(elements=[rows])] if shown else []
    blocks: list[Block] = [SectionBlock(text=mrkdwn(head)), *listed]
    fixing = ActionsBlock(block_id="fixing", elements=[_menu(incident, shown, hidden, number)])
    return Message(head, as_dicts([*blocks, fixing, *_turning(incident, number, pages)]))


def _menu(
    incident: Incident, shown: Sequence[TimelineEntry], hidden: Sequence[TimelineEntry], page: int
) -> StaticSelectElement:
    """What can be put right from here: the entries of this page, and those that are hidden, the latest first."""
    groups = {"On this page": shown, "Hidden": hidden[::-1][:OPTIONS]}
    return StaticSelectElement(
        action_id=ids.PUT_RIGHT,
        placeholder=plain("Put an entry right…"),
        option_groups=[
            OptionGroup(label=plain(label), options=[_option(incident, each, page) for each in entries])
            for label, entries in groups.items()
            if entries
        ],
    )


def _option(incident: Incident, entry: TimelineEntry, page: int) -> Option:
    words = one_line(in_words(entry.text or "", lambda _: "…")) or "…"
    about = {"incident": entry.incident_id or incident.id, "entry": entry.id or 0, "page": page}
    return Option(value=json.dumps(about), text=plain(words, LABEL))


def line(
    incident: Incident, entry: TimelineEntry, *, longest: int = ENTRY, today: bool = False
) -> RichTextSectionElement:
    """When, who, what; a stranger's words stay literal. What was told elsewhere leads there; `today` no date."""
    source = f"(INC-{entry.incident_id}) " if entry.incident_id not in (None, incident.id) else ""
    signs = ("⭐ " if entry.is_key else "") + ("📌 " if entry.message_ts else "")
    parts: list[Part] = [rich_when(entry.at, today=today), Parts.Text(text=f" {source}{signs}")]
    who = _author(entry)
    parts += [who] if who else []
    joint = ": " if who and entry.is_said else " " if who else ""
    parts += _words(f"{joint}{entry.told}", longest + len(joint))
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
