"""Whoever comes late is told once where things stand, without asking."""

from datetime import datetime, timedelta

from incidents.change import NOTHING, SILENT, Change, together
from incidents.effects.people import AnswerPerson
from incidents.incident import Incident
from incidents.visible import came_in

LATE = timedelta(minutes=5)
"""Whoever comes before the room is this old comes to its opening: card and talk are all there is."""
AGAIN = timedelta(minutes=10)
"""Nobody is told twice within this time without asking."""


def joined(incident: Incident, person: str, *, event_ts: str, at: datetime) -> Change:
    """Somebody has joined the room."""
    return together((came_in(incident, person, event_ts=event_ts), _told_unasked(incident, person, at)))


def caught_up(incident: Incident, person: str, *, at: datetime) -> Change:
    """They have read where things stand. Only what is recent is kept."""
    lately = {who: when for who, when in incident.caught_up.items() if at - datetime.fromisoformat(when) < AGAIN}
    incident.caught_up = {**lately, person: at.isoformat()}
    return SILENT


def _told_unasked(incident: Incident, person: str, at: datetime) -> Change:
    ready = incident.room_ready_at
    late = ready is not None and at - ready >= LATE
    last = incident.caught_up.get(person)
    if not (incident.is_open and late) or (last and at - datetime.fromisoformat(last) < AGAIN):
        return NOTHING
    caught_up(incident, person, at=at)
    return Change(effects=(AnswerPerson(user_id=person, answer="catchup"),))
