"""The one way in for what happened elsewhere: an alert that fired, a deployment that went out, a tool's news.

Whoever receives such news calls `happened`; the timeline is where it stands, with the time of the event itself.
"""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from incidents.change import NOTHING, Change
from incidents.curating import ANEW, is_put_right, kept, noted
from incidents.incident import Incident
from incidents.refusal import Refusal
from incidents.shown import documents
from incidents.timeline import TimelineEntry
from incidents.times import must_be_sound
from incidents.wording import one_line, storable

ALERT, DEPLOYMENT, OTHER = "alert", "deployment", "other"
KINDS = (ALERT, DEPLOYMENT, OTHER)
SOURCE, KEY = 80, 200
"""Characters of what a tool is called, and of its own name for the event."""
AHEAD = timedelta(minutes=5)
"""So much another clock may be ahead of ours."""


def happened(
    incident: Incident,
    *,
    source: str,
    kind: str,
    text: str,
    at: datetime,
    time: datetime | None = None,
    outside_key: str = "",
    link: str = "",
    by: str | None = None,
) -> Change:
    """Something happened in a tool (`source`: Grafana, GitHub) at a `time`; now (`at`), where it says none.

    `outside_key` is the tool's own name for it: told again it is the same line, told otherwise the line follows,
    but never what people have put right or hidden. Without one each telling is a line. `by`: who let it be told.
    The caller has loaded the line of before, if there is one (`Where.once`, with `once_of`).
    """
    who, words = one_line(source), storable(text).strip()
    _must_say(who, words, kind, outside_key)
    if time and time > at + AHEAD:
        raise Refusal("What stands on the timeline has happened; that time is still to come.", field="time")
    must_be_sound(time or at, field="time")
    where, when = _address(link), min(time or at, at).astimezone(UTC)
    once = once_of(who, outside_key)
    known = next((each for each in incident.timeline if once and each.once == once), None)
    if known:
        return _told_anew(incident, known, words, when if time else known.at, kind, where, by or who, at)
    line = TimelineEntry(
        kind=kind, text=words, at=when, recorded_at=at, source=who, once=once, author_name=who, permalink=where
    )
    incident.timeline.append(line)
    return Change(effects=documents(incident), silent=True)


def once_of(source: str, outside_key: str) -> str | None:
    """By which the line of an event is found again; tools do not know of each other's names."""
    key = one_line(outside_key)
    return f"event:{one_line(source).casefold()}:{key}" if key else None


def _must_say(who: str, words: str, kind: str, key: str) -> None:
    if not who or len(who) > SOURCE:
        raise Refusal(f"Which tool tells this? A name of at most {SOURCE} characters.", field="source")
    if not words:
        raise Refusal("What happened? The text says it in a line.", field="text")
    if kind not in KINDS:
        raise Refusal(f"The kind is one of {', '.join(KINDS)}.", field="kind")
    if len(key) > KEY:
        raise Refusal(f"The key of an event has at most {KEY} characters.", field="outside_key")


def _address(link: str) -> str | None:
    """Where it can be seen: only a web address becomes a link."""
    if not link.strip():
        return None
    try:
        parts = urlsplit(link.strip())
        fine = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        fine = False
    if not fine or any(character.isspace() for character in link.strip()):
        raise Refusal("A link is a web address, such as https://grafana.example.com/d/1.", field="link")
    return link.strip()


def _told_anew(
    incident: Incident,
    line: TimelineEntry,
    words: str,
    time: datetime,
    kind: str,
    link: str | None,
    by: str,
    at: datetime,
) -> Change:
    """The line follows what the tool says now; what it said before is kept with it."""
    told = (words, time, kind, link or line.permalink)
    if told == (line.text, line.at, line.kind, line.permalink) or is_put_right(line):
        return NOTHING
    before = kept(line)
    line.text, line.at, line.kind, line.permalink = told
    noted(line, ANEW, by, at, **before)
    return Change(effects=documents(incident), silent=True)
