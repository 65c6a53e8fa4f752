"""Which incidents may be the same trouble, declared twice."""

from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from incidents.incident import Incident
from incidents.naming import slug

ALIKE = 0.6
"""Titles are alike from here on: of words that both have, in any order, or of letters in a row."""
SHOWN = 3
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
    """The open ones whose title says nearly the same, the nearest first, at most three."""
    near = [(likeness(incident.title, other.title), other) for other in others if _another(incident, other)]
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


def _another(incident: Incident, other: Incident) -> bool:
    return other.id != incident.id and other.is_open


def _words(title: str) -> Sequence[str]:
    return [word for word in slug(title).split("-") if word and word not in SMALL]
