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
ONE_PERSON = "A task belongs to one person, so nothing was changed. Name one with @, "


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
    assignee = one_person(words, then="and write the others' names without @.") if mentioned(words) else None
    no_group(words)
    text, due = words, ""
    found = list(_DUE.finditer(words))
    if found:
        text, due = words[: found[-1].start()], words[found[-1].end() :]
        text += "".join(re.findall(r"\s*<@[^<>]+>", due))
        due = re.sub(r"<@[^<>]+>", " ", due).strip()
    stripped = _AT_EDGE.sub(" ", text) if assignee else text
    return Wanted(readable(stripped, names).strip(), assignee, due)


def one_person(words: str, *, then: str) -> str:
    """The one person who is mentioned, or a refusal that ends with what to do else."""
    no_group(words)
    people = list(dict.fromkeys(mentioned(words)))
    if len(people) != 1:
        raise Refusal(ONE_PERSON + then)
    return people[0]


def no_group(words: str) -> None:
    """Refuse a user group where a person is meant."""
    if grouped(words):
        raise Refusal(f"{ONE_PERSON}or write the name of the group without @.")
