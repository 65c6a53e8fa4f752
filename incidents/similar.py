"""Which incidents may be the same trouble, declared twice."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from incidents.incident import Incident
from incidents.naming import slug

ALIKE = 0.6
"""Titles are alike when they share so much of the shorter one's words, in any order, and at least two."""
TYPING = 0.8
"""Two longer words are one, with a slip of the finger, when so much of their letters is the same."""
SHOWN = 3
LOOKED_AT = 50
"""Open incidents among which a similar one is sought, newest first."""
SMALL = frozenset(
    (
        "a",
        "again",
        "an",
        "and",
        "are",
        "at",
        "be",
        "by",
        "for",
        "in",
        "is",
        "it",
        "no",
        "not",
        "now",
        "of",
        "on",
        "one",
        "please",
        "still",
        "the",
        "to",
        "today",
        "with",
    )
)
"""What says nothing."""
TROUBLE = frozenset(
    (
        "broken",
        "down",
        "error",
        "errors",
        "fail",
        "failed",
        "failing",
        "fails",
        "high",
        "issue",
        "issues",
        "outage",
        "slow",
    )
)
"""What any incident may be called: two that share nothing else are not the same."""


def similar(incident: Incident, others: Iterable[Incident]) -> list[Incident]:
    """Those that may be the same trouble and were declared before: the later one is the duplicate.

    A drill is no trouble, and nobody looks for one.
    """
    if incident.drill:
        return []
    return alike(incident.title, (other for other in others if (other.id or 0) < (incident.id or 0)))


def alike(title: str, others: Iterable[Incident]) -> list[Incident]:
    """The open ones whose title says nearly the same, the nearest first, at most three."""
    near = [(likeness(title, other.title), other) for other in others if other.is_open and not other.drill]
    best = sorted((pair for pair in near if pair[0] >= ALIKE), key=lambda pair: -pair[0])
    return [other for _, other in best[:SHOWN]]


def likeness(one: str, other: str) -> float:
    """From 0, nothing in common, to 1, all words of the shorter one."""
    fewer, more = sorted((_words(one), _words(other)), key=len)
    shared = {word for word in fewer if any(_same(word, each) for each in more)}
    if not shared or _other_number(fewer, more):
        return 0.0
    if len(more) > 1 and (len(shared) < 2 or shared <= TROUBLE):
        return 0.0
    return len(shared) / len(fewer)


def _same(one: str, other: str) -> bool:
    """The same word, perhaps with another ending or a slip; short words and numbers only to the letter."""
    short, long = sorted((one, other), key=len)
    if short == long or len(short) < 4 or _numbers({one, other}):
        return short == long
    if long.startswith(short) and len(long) <= len(short) + 3:
        return True
    return len(short) > 4 and SequenceMatcher(None, short, long).ratio() >= TYPING


def _other_number(one: set[str], other: set[str]) -> bool:
    """Both name a number (`db1`, `502`), and never the same."""
    numbers, others = _numbers(one), _numbers(other)
    return bool(numbers and others) and not numbers & others


def _numbers(words: set[str]) -> set[str]:
    return {word for word in words if any(letter.isdigit() for letter in word)}


def _words(title: str) -> set[str]:
    return set(slug(title).split("-")) - SMALL - {""}
