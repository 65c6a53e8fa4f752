"""Invented names for the people and channels of a big workspace; the same ones at every start."""

from collections.abc import Iterator
from itertools import count, islice

FIRST = (
    "amara", "bruno", "chiara", "dmitri", "elif", "farah", "goran", "hana", "ines", "jonas", "kemal", "lena",
    "mateo", "nadia", "oskar", "priya", "quinn", "rosa", "sven", "tomoko", "ulla", "viktor", "wanda", "ximena",
    "yusuf", "zoe",
)  # fmt: skip
LAST = (
    "abara", "brandt", "castillo", "dubois", "eriksen", "fischer", "grimaldi", "haddad", "ivanov", "jansen",
    "kowalski", "lindqvist", "moreau", "nakamura", "okafor", "petrov", "quispe",
)  # fmt: skip
ZONES = (
    "Europe/Berlin", "America/New_York", "Asia/Tokyo", "America/Sao_Paulo", "Africa/Lagos", "Asia/Kolkata",
    "Australia/Sydney", "Europe/London",
)  # fmt: skip
SUBJECTS = (
    "checkout", "payments", "search", "mobile", "billing", "identity", "data", "platform", "growth", "support",
    "shipping", "catalog", "pricing", "fraud", "messaging", "network", "storage", "frontend", "design", "legal",
    "finance", "people", "office", "security", "analytics",
)  # fmt: skip
SIDES = (
    "team", "alerts", "deploys", "help", "standup", "planning", "reviews", "oncall", "releases", "research",
    "ideas", "metrics", "news", "hiring", "retro", "bugs", "docs", "social", "leads", "guild",
)  # fmt: skip


def people(number: int) -> list[tuple[str, str, str]]:
    """User name, real name and time zone of so many people, no two alike."""
    pairs = _pairs(FIRST, LAST)
    return [
        (f"{first}.{last}", f"{first.title()} {last.title()}", ZONES[at % len(ZONES)])
        for at, (first, last) in enumerate(islice(pairs, number))
    ]


def channels(number: int) -> list[str]:
    return [f"{subject}-{side}" for subject, side in islice(_pairs(SUBJECTS, SIDES), number)]


def _pairs(ones: tuple[str, ...], others: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Every one with every other, mixed; numbered when they run out."""
    for turn in count():
        mark = f"-{turn + 1}" if turn else ""
        for shift in range(len(others)):
            for at, one in enumerate(ones):
                yield one, others[(at + shift) % len(others)] + mark
