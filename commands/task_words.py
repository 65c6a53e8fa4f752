"""Reading what somebody typed behind `/incident task`: the words, the person, the time."""

import re
from dataclasses import dataclass

from blocks.reading import grouped, mentioned, readable
from incidents.refusal import Refusal

_AT_EDGE = re.compile(r"^\s*<@[^<>]+>\s*|\s*<@[^<>]+>\s*$")
_DUE = re.compile(
    r"(?:^|\s)due\s+(?:at\s+|in\s+|by\s+)?(?=\d|\+|today|tomorrow|noon|midnight|next|half|an?\s|mon|tue|wed|thu|fri|sat|sun)",
    re.I,
)
"""`due` before what looks like a time; in “pay the due bill” it is a word like others."""
ONE_PERSON = (
    "A task belongs to one person, so nothing was changed. Name one with @, and write the names of others, or of "
    "a group, without it."
)


@dataclass(frozen=True)
class Wanted:
    """A task as it was typed. `due` are the words for a time, or nothing."""

    text: str
    assignee: str | None
    due: str


def wanted(words: str, names: dict[str, str]) -> Wanted:
    """`restart db1 @grace due 30m`, in any order of the last two. `names` are those of people who are mentioned.

    Who is named at the beginning or the end is no part of the text.
    """
    assignee = _assignee(words)
    text, due = words, ""
    found = list(_DUE.finditer(words))
    if found:
        text, due = words[: found[-1].start()], words[found[-1].end() :]
        text += "".join(re.findall(r"\s*<@[^<>]+>", due))
        due = re.sub(r"<@[^<>]+>", " ", due).strip()
    stripped = _AT_EDGE.sub(" ", text) if assignee else text
    return Wanted(readable(stripped, names).strip(), assignee, due)


def _assignee(words: str) -> str | None:
    """The one person who is mentioned, if anybody; a channel, or what calls everybody, is part of the text."""
    people = list(dict.fromkeys(mentioned(words)))
    if grouped(words) or len(people) > 1:
        raise Refusal(ONE_PERSON)
    return people[0] if people else None
