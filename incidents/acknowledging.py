"""Somebody has seen it and looks into it: who was first, and when."""

from datetime import datetime

from incidents.change import NOTHING, Change, Entry
from incidents.incident import Incident
from incidents.refusal import Refusal
from incidents.shown import roles
from incidents.status import must_be_open
from incidents.wording import spoken

ACKNOWLEDGED = "acknowledged"


def acknowledge(incident: Incident, *, by: str, at: datetime) -> Change:
    """Say that one is there. The first one counts; whoever comes second hears who that was."""
    must_be_open(incident)
    if incident.acknowledged_by == by:
        return NOTHING
    if incident.acknowledged_at:
        after = spoken(incident.acknowledged_at - incident.declared_at)
        raise Refusal(
            f"{incident.ref} was acknowledged by {{person}} already, {after} after it was declared.",
            person=incident.acknowledged_by,
        )
    first_seen(incident, by=by, at=at)
    entry = Entry(kind=ACKNOWLEDGED, text="acknowledged the incident", at=at, author_id=by, before="", after=by)
    return Change(entries=(entry,), effects=roles(incident))


def first_seen(incident: Incident, *, by: str, at: datetime) -> None:
    """The first commander has seen it, too: their own line on the timeline says so."""
    if incident.acknowledged_at is None:
        incident.acknowledged_at, incident.acknowledged_by = at, by
