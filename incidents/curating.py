"""Putting the timeline right: what an entry says and when it was, what was a key moment, hidden, and shown again.

Nothing is deleted.
"""

from datetime import datetime

from incidents.change import NOTHING, Change, together
from incidents.editing import mark
from incidents.incident import Incident
from incidents.inlaid import edited, for_editing
from incidents.refusal import Refusal
from incidents.shown import documents, replied
from incidents.timeline import CORRECTED, TimelineEntry
from incidents.times import must_be_sound
from incidents.wording import cut, one_line, stamp, storable

HIDDEN, RESTORED, ANEW = "hidden", "shown again", "told anew"
MARKED, UNMARKED = "marked as a key moment", "no longer a key moment"
"""What else was done to an entry, as it is kept with it."""
QUOTED = 300
LONGEST = 40_000
"""Characters of a message in Slack; what is longer already may stay so."""


def correct_entry(
    incident: Incident,
    number: int,
    *,
    text: str,
    by: str,
    at: datetime,
    time: datetime | None = None,
    seen: str | None = None,
) -> Change:
    """Say better what happened, or when (None: as it stands). `seen`: the mark of how it stood (`mark_of`)."""
    entry = entry_called(incident, number)
    words = _words(text, entry)
    if not words:
        raise Refusal("What happened? An entry that says nothing can be hidden.", field="text")
    if time is not None and time > at:
        raise Refusal("What stands on the timeline has happened; that time is still to come.", field="time")
    if time is not None and not _same_minute(time, entry.at):
        must_be_sound(time, field="time")
    time = entry.at if time is None or _same_minute(time, entry.at) else time
    if len(words) > max(LONGEST, len(entry.text or "")):
        raise Refusal(f"An entry has at most {LONGEST:,} characters, and this has {len(words):,}.", field="text")
    if (words, time) == (entry.text, entry.at):
        return NOTHING
    _must_be_as_seen(entry, seen)
    before = kept(entry)
    entry.text, entry.at = words, time
    noted(entry, CORRECTED, by, at, **before)
    return Change(effects=documents(incident), silent=True)


def put_right(
    incident: Incident,
    number: int,
    *,
    text: str | None,
    time: datetime | None,
    is_key: bool | None,
    is_hidden: bool | None,
    by: str,
    at: datetime,
    seen: str,
    page: int = 1,
    response_url: str | None = None,
) -> Change:
    """All of it at once, as a form has it; None leaves a part as it is. The `page` that they saw follows."""
    words = entry_called(incident, number).text or "" if text is None else text
    changed = [correct_entry(incident, number, text=words, time=time, by=by, at=at, seen=seen)]
    if is_key is not None:
        changed.append(mark_entry(incident, number, is_key=is_key, by=by, at=at))
    if is_hidden is not None:
        rule = hide_entry if is_hidden else restore_entry
        changed.append(rule(incident, number, by=by, at=at))
    told = replied(by, "timeline", response_url, str(page)) if any(changed) else ()
    return together((*changed, Change(effects=told)))


def hide_entry(incident: Incident, number: int, *, by: str, at: datetime) -> Change:
    """Take it out of sight, wherever the timeline is shown."""
    entry = entry_called(incident, number)
    if entry.hidden_at:
        return NOTHING
    entry.hidden_at = at
    noted(entry, HIDDEN, by, at)
    return Change(effects=documents(incident), silent=True)


def restore_entry(incident: Incident, number: int, *, by: str, at: datetime) -> Change:
    """It is shown again."""
    entry = entry_called(incident, number)
    if entry.hidden_at is None:
        return NOTHING
    entry.hidden_at = None
    noted(entry, RESTORED, by, at)
    return Change(effects=documents(incident), silent=True)


def mark_entry(incident: Incident, number: int, *, is_key: bool, by: str, at: datetime) -> Change:
    """It was one of the moments that count, or was not after all: it stands out wherever the timeline is shown."""
    entry = entry_called(incident, number)
    if entry.is_key == is_key:
        return NOTHING
    entry.is_key = is_key
    noted(entry, MARKED if is_key else UNMARKED, by, at)
    return Change(effects=documents(incident), silent=True)


def is_put_right(entry: TimelineEntry) -> bool:
    """Whether people have said better what it says, or when it was."""
    return any(done["did"] == CORRECTED for done in entry.corrections)


def mark_of(entry: TimelineEntry) -> str:
    """Stands for how it is now, in a form that corrects it."""
    return mark(f"{entry.text}\n{entry.at.isoformat()}")


def entry_called(incident: Incident, number: int) -> TimelineEntry:
    """The entry, where people can see it or could; what is not read yet or was unpinned is none."""
    found = next((entry for entry in incident.timeline if entry.id == number), None)
    if found is None or found.text is None or found.removed_at:
        raise Refusal(
            f"There is no such entry on the timeline of {incident.ref} any more, so nothing was changed."
        )
    return found


def _words(typed: str, entry: TimelineEntry) -> str:
    """What it shall say; exactly as it stands where nobody has touched it: a form gives blanks back otherwise."""
    words, before = storable(typed).strip(), entry.text or ""
    return before if words == storable(for_editing(before)).strip() else edited(words, before)


def _must_be_as_seen(entry: TimelineEntry, seen: str | None) -> None:
    if seen is not None and seen != mark_of(entry):
        now = cut(one_line(for_editing(entry.text or "")), QUOTED)
        raise Refusal(
            f"Somebody was faster: it says “{now}” at {stamp(entry.at)} now. "
            "Nothing was saved, and what you typed stands here.",
            field="text",
        )


def _same_minute(one: datetime, other: datetime) -> bool:
    """A form knows no seconds, and who leaves the time as it was has not changed it."""
    return stamp(one) == stamp(other)


def done_to(entry: TimelineEntry) -> list[tuple[str, str, datetime]]:
    """What was done to it, by whom (Slack id, or the tool that told it anew), and when."""
    return [(done["did"], done["by"], datetime.fromisoformat(done["at"])) for done in entry.corrections]


def kept(entry: TimelineEntry) -> dict[str, str]:
    """What it said, and when."""
    return {"text": entry.text or "", "time": entry.at.isoformat()}


def noted(entry: TimelineEntry, did: str, by: str, at: datetime, **before: str) -> None:
    """Who did what and when, with what stood there before: kept with the entry for good."""
    done = {"did": did, "by": by, "at": at.isoformat(), **before}
    if before:
        done |= {f"{name}_after": value for name, value in kept(entry).items()}
    entry.corrections = [*entry.corrections, done]
