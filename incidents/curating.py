"""Putting the timeline right: what an entry says and when it was, hidden, and shown again. Nothing is deleted."""

from datetime import datetime

from incidents.change import NOTHING, Change
from incidents.editing import mark
from incidents.incident import Incident
from incidents.refusal import Refusal
from incidents.shown import documents
from incidents.timeline import TimelineEntry
from incidents.wording import cut, one_line, stamp, storable

CORRECTED, HIDDEN, RESTORED = "corrected", "hidden", "shown again"
"""What was done to an entry, as it is kept with it."""
QUOTED = 300


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
    entry = _found(incident, number)
    words = storable(text).strip()
    if not words:
        raise Refusal("What happened? An entry that says nothing can be hidden.", field="text")
    if time is not None and time > at:
        raise Refusal("What stands on the timeline has happened; that time is still to come.", field="time")
    time = entry.at if time is None or _same_minute(time, entry.at) else time
    if (words, time) == (entry.text, entry.at):
        return NOTHING
    _must_be_as_seen(entry, seen)
    before = _kept(entry)
    entry.text, entry.at = words, time
    _note(entry, CORRECTED, by, at, **before)
    return Change(effects=documents(incident), silent=True)


def hide_entry(incident: Incident, number: int, *, by: str, at: datetime) -> Change:
    """Take it out of sight, wherever the timeline is shown."""
    entry = _found(incident, number)
    if entry.hidden_at:
        return NOTHING
    entry.hidden_at = at
    _note(entry, HIDDEN, by, at)
    return Change(effects=documents(incident), silent=True)


def restore_entry(incident: Incident, number: int, *, by: str, at: datetime) -> Change:
    """It is shown again."""
    entry = _found(incident, number)
    if entry.hidden_at is None:
        return NOTHING
    entry.hidden_at = None
    _note(entry, RESTORED, by, at)
    return Change(effects=documents(incident), silent=True)


def mark_of(entry: TimelineEntry) -> str:
    """Stands for how it is now, in a form that corrects it."""
    return mark(f"{entry.text}\n{entry.at.isoformat()}")


def _found(incident: Incident, number: int) -> TimelineEntry:
    """The entry, where people can see it or could; what is not read yet or was unpinned is none."""
    found = next((entry for entry in incident.timeline if entry.id == number), None)
    if found is None or found.text is None or found.removed_at:
        raise Refusal(
            f"There is no such entry on the timeline of {incident.ref} any more, so nothing was changed."
        )
    return found


def _must_be_as_seen(entry: TimelineEntry, seen: str | None) -> None:
    if seen is not None and seen != mark_of(entry):
        raise Refusal(
            f"Somebody was faster: it says “{cut(one_line(entry.text or ''), QUOTED)}” at {stamp(entry.at)} now. "
            "Nothing was saved, and what you typed stands here.",
            field="text",
        )


def _same_minute(one: datetime, other: datetime) -> bool:
    """A form knows no seconds, and who leaves the time as it was has not changed it."""
    return stamp(one) == stamp(other)


def _kept(entry: TimelineEntry) -> dict[str, str]:
    """What it said, and when."""
    return {"text": entry.text or "", "time": entry.at.isoformat()}


def _note(entry: TimelineEntry, did: str, by: str, at: datetime, **before: str) -> None:
    """Who did what and when, with what stood there before: kept with the entry for good."""
    done = {"did": did, "by": by, "at": at.isoformat(), **before}
    if before:
        done |= {f"{name}_after": value for name, value in _kept(entry).items()}
    entry.corrections = [*entry.corrections, done]
