"""Whom somebody means, where exactly one person is meant."""

from blocks.reading import grouped, mentioned, names_a_room
from incidents.refusal import Refusal


def one_person(words: str, how: str) -> str:
    """The Slack id of the one person that these words mention. `how` says how it is written."""
    people = list(dict.fromkeys(mentioned(words)))
    wrong = _not_one(words, people)
    if wrong:
        raise Refusal(f"{wrong} Nothing was changed. {how}")
    return people[0]


def _not_one(words: str, people: list[str]) -> str:
    """What they named instead, as a sentence; nothing where it is one person."""
    if grouped(words):
        return "That is a user group, and this is for one person: name one of its people."
    if names_a_room(words):
        return "That is a channel, and this is for one person: name one of its people."
    if "<!" in words:
        return "That would call everybody, and this is for one person."
    if len(people) > 1:
        return "Those are several people, and this is for one."
    return "" if people else "It takes one person, named with @."
