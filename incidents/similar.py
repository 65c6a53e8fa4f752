"""Which incidents may be the same trouble, declared twice."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from incidents.incident import Incident
from incidents.naming import slug

ALIKE = 0.6
"""Titles are alike from here on: of words that both have, in any order, or of letters in a row."""
SHOWN = 3
LOOKED_AT = 50
"""Open incidents among which a similar one is sought, newest first."""
SMALL = {
    "a",
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
    "of",
    "on",
    "the",
    "to",
    "with",
}


def similar(incident: Incident, others: Iterable[Incident]) -> list[Incident]:
    """Those that may be the same trouble as this one."""
    return alike(incident.title, (other for other in others if other.id != incident.id))


def alike(title: str, others: Iterable[Incident]) -> list[Incident]:
    """The open ones whose title says nearly the same, the nearest first, at most three."""
    near = [(likeness(title, other.title), other) for other in others if other.is_open]
    best = sorted((pair for pair in near if pair[0] >= ALIKE), key=lambda pair: -pair[0])
    return [other for _, other in best[:SHOWN]]


def likeness(one: str, other: str) -> float:
    """From 0, nothing in common, to 1, the same words."""
    words, others = _words(one), _words(other)
    if not words or not others:
        return 0.0
    shared = len(set(words) & set(others)) / min(len(set(words)), len(set(others)))
    many = min(len(words), len(others)) > 1
    return max(shared if many else 0.0, SequenceMatcher(None, " ".join(words), " ".join(others)).ratio())


def _words(title: str) -> Sequence[str]:
    return [word for word in slug(title).split("-") if word and word not in SMALL]
