"""What somebody fills in for a tracker that misses it: whether a field of its kind can hold what was typed."""

import math
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from incidents.refusal import Refusal

LONGEST = 1000
"""Characters of what somebody fills in."""
MOMENT = "%Y-%m-%d %H:%M"
SLACK_ID = re.compile(r"[UW][A-Z0-9]{2,20}")
ADDRESS = re.compile(r"[^\s@,]{1,200}@[^\s@,]{1,200}")


def sound(asked: Mapping[str, Any], typed: str, field: str) -> str:
    """What was typed or chosen, where the field can hold it; a refusal stands beside `field`."""
    words, kind = typed.strip(), str(asked["kind"])
    options = {str(each[0]) for each in asked.get("options", [])}
    chosen = words.split(",") if kind == "options" else [words]
    if len(words) > LONGEST:
        raise Refusal(f"This is too long: at most {LONGEST:,} characters.", field=field)
    if options and not set(chosen) <= options:
        raise Refusal("Choose one of those that are offered.", field=field)
    read, what = KINDS.get(kind, (str, ""))
    try:
        return read(words)
    except ValueError:
        raise Refusal(f"This has to be {what}.", field=field) from None


def means(kind: str) -> str:
    """What such a field takes, for whoever is to fill it in; nothing where any words will do."""
    return (KINDS[kind][1] if kind in KINDS else OTHERS.get(kind, "")).capitalize().replace("utc", "UTC")


def people(words: str) -> list[str]:
    """Those who are named, by Slack id or e-mail address."""
    found = [each.strip().removeprefix("<@").removesuffix(">") for each in words.split(",") if each.strip()]
    if not found or not all(SLACK_ID.fullmatch(each) or ADDRESS.fullmatch(each) for each in found):
        raise ValueError(words)
    return found


def _one(words: str) -> str:
    [who] = people(words)
    return who


def _number(words: str) -> str:
    if not math.isfinite(float(words)):
        raise ValueError(words)
    return words


def _day(words: str) -> str:
    return datetime.strptime(words, "%Y-%m-%d").date().isoformat()  # noqa: DTZ007 - a day alone


def _moment(words: str) -> str:
    return f"{datetime.strptime(words, MOMENT):{MOMENT}}"  # noqa: DTZ007 - it is read as UTC


KINDS: dict[str, tuple[Callable[[str], str], str]] = {
    "number": (_number, "a number"),
    "date": (_day, "a day such as 2026-03-31"),
    "datetime": (_moment, "a day and a time in UTC such as 2026-03-31 14:30"),
    "user": (_one, "one person, by e-mail address"),
    "users": (lambda words: ",".join(people(words)), "people, by e-mail address, with commas between them"),
}
"""By kind, how it is read, and what it has to be. The others take any words."""
OTHERS = {
    "labels": "words with blanks between them",
    "group": "the name of a group in Jira",
    "groups": "names of groups in Jira, with commas between them",
}
