"""Moments and people within a line of the timeline: kept as data, and said by each surface in its own way.

A reader has a zone of their own, and a person another name tomorrow. The mark around them cannot be typed:
whatever people write goes through `storable`, which takes control characters away.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from incidents.wording import cut, stamp

MARK = "\x1e"
_INLAID = re.compile(f"{MARK}([^{MARK}]+){MARK}")


@dataclass(frozen=True)
class Named:
    """Somebody, by Slack id."""

    id: str


Piece = str | datetime | Named
"""A part of a line: words as they are, a moment, or a person."""


def of_moment(moment: datetime) -> str:
    """A moment, to stand within a line."""
    return f"{MARK}{moment.astimezone(UTC).isoformat(timespec='seconds')}{MARK}"


def of_people(people: Sequence[str], *, most: int = 20) -> str:
    """Some people (Slack ids), to stand within a line: `Ada, Grace and Linus`."""
    named = [f"{MARK}{person}{MARK}" for person in people[:most]]
    if len(people) > most:
        return f"{', '.join(named)} and {len(people) - most} more"
    *first, last = named
    return f"{', '.join(first)} and {last}" if first else last


def pieces(text: str) -> list[Piece]:
    """The line as a surface that can show moments and people takes it."""
    return [_piece(part) if odd % 2 else part for odd, part in enumerate(_INLAID.split(text)) if part]


def people_in(texts: Iterable[str | None]) -> set[str]:
    """The Slack ids of all who stand within these lines."""
    return {each.id for text in texts if text and MARK in text for each in pieces(text) if isinstance(each, Named)}


def in_words(text: str, named: Callable[[str], str], *, longest: int | None = None) -> str:
    """The same as plain words, where no reader is known: moments in UTC, people as `named` says a Slack id."""
    told = "".join(_told(each, named) for each in pieces(text)) if MARK in text else text
    return cut(told, longest) if longest else told


def for_editing(text: str) -> str:
    """The same for a form in which it is put right: people as Slack writes a mention."""
    return in_words(text, _mention)


def edited(words: str, before: str) -> str:
    """What came back from that form: moments and people that still stand in it are data again."""
    for each in pieces(before):
        if not isinstance(each, str):
            mark = of_moment(each) if isinstance(each, datetime) else of_people([each.id])
            words = words.replace(_told(each, _mention), mark)
    return words


def _mention(person: str) -> str:
    return f"<@{person}>"


def _piece(inside: str) -> Piece:
    try:
        return datetime.fromisoformat(inside)
    except ValueError:
        return Named(inside)


def _told(piece: Piece, named: Callable[[str], str]) -> str:
    if isinstance(piece, Named):
        return named(piece.id)
    return stamp(piece) if isinstance(piece, datetime) else piece
