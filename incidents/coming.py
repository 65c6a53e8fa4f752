"""Who came into the room, as the timeline tells it: a line for those who were called together, and one for all who
came by themselves within a few minutes. Nobody is told of twice, and whoever has a part is told of by that.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

from incidents.change import NOTHING, SILENT, Change, Entry
from incidents.incident import Incident
from incidents.inlaid import of_people
from incidents.timeline import TimelineEntry

JOINED = "joined"
TOGETHER = timedelta(minutes=10)
"""Whoever comes within the same ten minutes stands in one line, so that a crowd is no flood."""


def line_of(at: datetime) -> str:
    """The `once` of the line for whoever comes by themselves now."""
    return f"{JOINED}:{at.timestamp() // TOGETHER.total_seconds():.0f}"


def came_by_themselves(incident: Incident, person: str, *, at: datetime) -> Change:
    """Somebody joined whom nobody of ours had invited. The caller has loaded the line of these minutes, if any."""
    if not _news(incident, [person]):
        return NOTHING
    once = line_of(at)
    line = next((each for each in incident.timeline if each.once == once), None)
    if line is None:
        line = TimelineEntry(kind=JOINED, at=at, recorded_at=at, once=once, after="")
        incident.timeline.append(line)
    line.after = f"{line.after or ''} {person}".strip()
    if not line.corrections:
        line.text = f"{of_people(line.after.split())} joined the room"
    return SILENT


def called_together(incident: Incident, people: Iterable[str], *, by: str, at: datetime) -> Change:
    """These were invited at once, by somebody or by what the config says; those who were told of are left out."""
    new = _news(incident, people)
    if not new:
        return NOTHING
    if new == [by]:
        return Change(entries=(Entry(kind=JOINED, text="joined the room", at=at, author_id=by),))
    text = f"brought in {of_people(new)}" if by else f"Called into the room: {of_people(new)}"
    return Change(entries=(Entry(kind=JOINED, text=text, at=at, author_id=by or None),))


def brought_over(incident: Incident, people: Iterable[str]) -> Change:
    """These were in another room of it, or in that of what it was merged with, and are told of there."""
    return SILENT if _news(incident, people) else NOTHING


def _news(incident: Incident, people: Iterable[str]) -> list[str]:
    """Those of whom nothing says yet that they are there. From now on something does."""
    known = {*incident.taking_part, *incident.came}
    new = [person for person in dict.fromkeys(people) if person not in known] if incident.is_open else []
    incident.came = [*incident.came, *new] if new else incident.came
    return new
