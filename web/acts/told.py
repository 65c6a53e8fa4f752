"""Refusals as they are read outside of Slack: with what is at hand there, in place of what is typed in Slack."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from incidents.refusal import OPEN_AGAIN, Refusal
from web.front import Front

SEND_AGAIN = "Send it once more to change that all the same."
"""A form of a page comes back with how things are now."""
SEND_ANEW = "Read it anew, and send what is there now as `seen`, or no `seen` at all, to change that all the same."
"""A program has no form."""

_EXAMPLE = re.compile(r" ?For example `/incident [^`]*`\.")
_AS_IN = re.compile(r"as in `/incident merge (INC-\d+)`")
_TYPED = re.compile(r"`/incident(?: (?P<ref>INC-\d+))?(?: (?P<words>[^`]*))?`")
_ANOTHER = re.compile(r"merge (?P<into>INC-\d+)")


@dataclass(frozen=True, kw_only=True)
class Instead:
    """For what is `typed` (a pattern): what a page calls it, and the act of the API."""

    typed: str
    page: str
    act: str


INSTEAD = tuple(
    Instead(typed=typed, page=page, act=act)
    for typed, page, act in (
        (r"role \S+ handover .*", "Ask somebody to take over", "role-hand-over"),
        (r"role \S+ release", "Free a role", "role-release"),
        (r"role \S+ @.*", "Take or give a role", "role"),
        (r"role \S+", "Take", "role"),
        (r"task reopen .*", "Open again", "task-reopen"),
        (r"task add .*", "Add a task", "task"),
        (r"bridge .*", "Talk at an address", "bridge-url"),
        (r"cancel.*", "A false alarm", "cancel"),
        (r"reopen", "Reopen", "reopen"),
        (r"resolve", "Resolve", "resolve"),
        (r"merge.*", "Merge", "merge"),
        (r"private", "Make it private", "private"),
        (r"room", "Open one", "room"),
        (r"doctor", "Look at it and mend it", "repair"),
        (r"status.*", "Status", "status"),
        (r"update .*", "Update", "update"),
        (r"note.*", "Note", "note"),
        (r"summary.*", "Summary", "summary"),
    )
)
"""Forms and buttons of a page by their words; the first that fits counts."""
LOOKING = {"list": "the list of incidents", "task": "the list of tasks", "declare": "declaring"}
"""What is read rather than done."""


async def sentence(front: Front, refusal: Refusal, *, here: str = "") -> str:
    """The refusal as a page says it, with the name of whom it is about; `here` is the incident of that page."""
    words = on_a_page(refusal.sentence.replace(OPEN_AGAIN, SEND_AGAIN), here=here)
    return await _named(front, words, refusal.person)


async def for_programs(front: Front, refusal: Refusal) -> str:
    """The same for a program."""
    words = _told(refusal.sentence.replace(OPEN_AGAIN, SEND_ANEW), lambda each: f"the act {each.act}", "")
    return (await _named(front, words, refusal.person)).replace("`", "")


def on_a_page(words: str, *, here: str = "") -> str:
    """What is typed in Slack, as the form or the place that does it on a page."""
    return _told(words, lambda each: f"“{each.page}”", here)


def _told(words: str, named: Callable[[Instead], str], here: str) -> str:
    def instead(found: re.Match[str]) -> str:
        ref, typed = found["ref"] or "", (found["words"] or "").strip()
        away = ref if ref != here else ""
        if typed in LOOKING:
            told = LOOKING[typed]
        elif typed in ("", "…") or (typed == "room" and away):
            return f"the page of {ref}" if ref else "the pages"
        else:
            fits = [named(each) for each in INSTEAD if re.fullmatch(each.typed, typed)]
            if not fits:
                return found[0]
            told = fits[0]
        other = _ANOTHER.fullmatch(typed)
        return told + (f" of {away}" if away else "") + (f" with {other['into']}" if other else "")

    return _begun(_TYPED.sub(instead, _EXAMPLE.sub("", _AS_IN.sub(r"as in \1", words))))


def _begun(words: str) -> str:
    """Each sentence begins with a capital, also where it began with what was typed."""
    return re.sub(r"(^|[.?!] )(the|declaring)\b", lambda found: found[1] + found[2].capitalize(), words)


async def _named(front: Front, words: str, person: str | None) -> str:
    if person is None:
        return words
    known = (await front.store.people([person])).get(person)
    return words.replace("{person}", known.name if known else person)
