"""Past post-mortems in which words were found: which, when, how far they are, and where the words stand."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from slack_sdk.models.blocks import (
    Block,
    ContextBlock,
    RichTextBlock,
    RichTextElement,
    RichTextElementParts,
    RichTextQuoteElement,
    RichTextSectionElement,
    SectionBlock,
)

from blocks.message import Message, as_dicts
from blocks.text import literal, mrkdwn, rich_when
from blocks.writing import EMOJI, page_of
from incidents.catalog import Catalog
from incidents.drill import marked
from incidents.found import FOUND, Found, Piece
from incidents.incident import Incident
from incidents.postmortem import DRAFT, STATES
from incidents.reviewing import standing
from incidents.wording import cut

Parts = RichTextElementParts
SHOWN = 8
"""In one message; the page has the others."""
TITLE, SNIPPET, WORDS = 150, 400, 200


def postmortems_found(found: Sequence[Found], words: str, catalog: Catalog, *, pages: str = "") -> Message:
    """The best first. What stands in them is shown to the letter, with the words in bold."""
    said = literal(words, WORDS)
    if not found:
        everything = f" <{pages}/postmortems|All of them> stand in the browser." if pages else ""
        return Message(f"No post-mortem has all of these words: “{said}”. Fewer of them find more.{everything}")
    head = f"*{_how_many(found)}* with “{said}”, the best first"
    rows = [part for each in found[:SHOWN] for part in _row(each, catalog, pages)]
    blocks: list[Block] = [SectionBlock(text=mrkdwn(head)), RichTextBlock(elements=rows)]
    return Message(head, as_dicts([*blocks, *_others(len(found) - SHOWN, words, pages)]))


def _how_many(found: Sequence[Found]) -> str:
    if len(found) >= FOUND:
        return f"{FOUND} post-mortems or more"
    return f"{len(found)} post-mortem{'s' if len(found) != 1 else ''}"


def _row(found: Found, catalog: Catalog, pages: str) -> Iterator[RichTextElement]:
    incident = found.incident
    state = standing(incident, catalog) or DRAFT
    lock = "🔒 " if incident.private else ""
    words = lock + marked(incident, f"{incident.ref} · {cut(incident.title, TITLE)}")
    told: list[Parts.Text | Parts.Link | Parts.Date] = [
        _title(incident, words, pages),
        Parts.Text(text=" · "),
        rich_when(incident.declared_at),
        Parts.Text(text=f" · {EMOJI[state]} {STATES[state]}"),
    ]
    yield RichTextSectionElement(elements=told)
    if found.snippet:
        yield RichTextQuoteElement(elements=[_piece(each) for each in _within(found.snippet, SNIPPET)])


def _title(incident: Incident, words: str, pages: str) -> Parts.Text | Parts.Link:
    if not pages:
        return Parts.Text(text=words, style=Parts.TextStyle(bold=True))
    return Parts.Link(url=page_of(incident, pages), text=words)


def _within(snippet: Sequence[Piece], room: int) -> Iterator[Piece]:
    """As much of it as there is room for: a word may be as long as a message."""
    for was_looked_for, words in snippet:
        if room > 1:
            yield was_looked_for, cut(words, room)
        room -= len(words)


def _piece(piece: Piece) -> Parts.Text:
    was_looked_for, words = piece
    return Parts.Text(text=words, style=Parts.TextStyle(bold=True) if was_looked_for else None)


def _others(number: int, words: str, pages: str) -> list[Block]:
    if number <= 0:
        return []
    more = f" <{pages}/postmortems?{urlencode({'q': words})}|on the page>" if pages else "; say more to find fewer"
    return [ContextBlock(elements=[mrkdwn(f"{number} more{more}")])]
