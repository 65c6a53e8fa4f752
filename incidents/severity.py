"""How bad an incident is, and changing it."""

from datetime import datetime

from incidents.change import NOTHING, Change, Entry
from incidents.incident import Incident
from incidents.roomless import as_bad_as_a_room
from incidents.shown import everywhere, followers
from incidents.status import must_be_open
from incidents.wording import storable


def set_severity(
    incident: Incident,
    severity: str,
    *,
    by: str,
    at: datetime,
    why: str = "",
    room: bool = True,
    response_url: str | None = None,
) -> Change:
    """Set the severity (a key of the catalog). The same one again changes nothing.

    `room`: whether this severity opens a room, where there is none; its link goes to `response_url`.
    """
    must_be_open(incident)
    before = incident.severity
    if severity == before:
        return NOTHING
    incident.severity = severity
    because = f": {storable(why).strip()}" if why.strip() else ""
    entry = Entry(
        kind="severity",
        text=f"changed severity {before} → {severity}{because}",
        at=at,
        author_id=by,
        before=before,
        after=severity,
    )
    opening = as_bad_as_a_room(incident, by=by, response_url=response_url) if room else ()
    return Change(entries=(entry,), effects=(*everywhere(incident), *followers(incident), *opening))
