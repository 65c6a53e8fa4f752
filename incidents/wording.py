"""Small habits of wording that every surface shares."""

import unicodedata
from datetime import UTC, datetime, timedelta

TURNS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Embeddings, overrides and isolates of the bidirectional algorithm."""

_BLANK = ("Cc", "Cf", "Cs", "Zl", "Zp", "Zs")
"""What is nothing to the eye, by its category: blanks of all kinds, and marks for whoever sets the text."""
_UNSEEN = frozenset(
    (
        0x034F,
        0x115F,
        0x1160,
        0x17B4,
        0x17B5,
        *range(0x180B, 0x1810),
        0x2800,
        0x3164,
        *range(0xFE00, 0xFE10),
        0xFFA0,
        *range(0xE0100, 0xE01F0),
    )
)
"""The same among letters, signs and accents: fillers, an empty pattern of Braille, variation selectors."""


def cut(text: str, limit: int) -> str:
    """At most `limit` characters, with a visible mark where something is missing."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def one_line(text: str) -> str:
    """Line breaks and runs of blanks become one blank: for titles, topics and subjects.

    Marks that turn the direction of text go too, since they would turn our own words around a title as well.
    """
    return " ".join(storable(" ".join(text.split())).translate(TURNS).split())


def storable(text: str) -> str:
    """Without what no database takes or no eye sees: control characters (NUL first of all), halves of pairs.

    Where nothing can be seen of all of it, it is blank: whoever types that has typed nothing.
    """
    letters = set(text)
    unfit = {c for c in letters - {*"\n\t"} if unicodedata.category(c) in ("Cc", "Cs")}
    if not any(map(_is_seen, letters - unfit)):
        return ""
    return text.translate(dict.fromkeys(map(ord, unfit))) if unfit else text


def _is_seen(character: str) -> bool:
    return ord(character) not in _UNSEEN and unicodedata.category(character) not in _BLANK


def stamp(moment: datetime) -> str:
    """A moment in writing, where no reader's own zone is known: `2026-03-02 14:30 UTC`."""
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def about(duration: timedelta) -> str:
    """A wait as a person would guess it: `a few seconds`, `about 40 seconds`, `about 2 minutes`."""
    seconds = duration.total_seconds()
    if seconds < 10:
        return "a few seconds"
    if seconds < 55:
        return f"about {round(seconds / 10) * 10} seconds"
    minutes = max(1, round(seconds / 60))
    return "about a minute" if minutes == 1 else f"about {minutes} minutes"


def spoken(duration: timedelta) -> str:
    """How a person says it: `45 s`, `12 min`, `1 h 3 min`, `2 d 4 h`."""
    seconds = max(0, int(duration.total_seconds()))
    if seconds < 60:
        return f"{seconds} s"
    minutes, hours, days = seconds // 60 % 60, seconds // 3600 % 24, seconds // 86400
    if days:
        return f"{days} d {hours} h" if hours else f"{days} d"
    if hours:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return f"{minutes} min"
