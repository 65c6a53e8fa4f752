"""Incidents as the rules find them, built in a line."""

from datetime import UTC, datetime, timedelta
from typing import Any

from incidents.catalog import Catalog
from incidents.change import Change, Effect
from incidents.incident import Incident
from incidents.inlaid import in_words
from incidents.role import IncidentRoleAssignment
from incidents.roles import take_role
from incidents.timeline import TimelineEntry

AT = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
ADA, GRACE, LINUS = "UADA", "UGRACE", "ULINUS"
ROOM = "C042"
CATALOG = Catalog()
COMMANDER = CATALOG.role("commander")


def later(minutes: float) -> datetime:
    """So many minutes after the incident was declared."""
    return AT + timedelta(minutes=minutes)


def blank() -> Incident:
    """An incident before anybody declared it, as the store hands it to the rule."""
    make: Any = Incident
    incident: Incident = make(roles=[], updates=[], postmortem=None)
    return incident


def incident(**changed: Any) -> Incident:
    """INC-42, open, sev2, declared by Ada, with its room."""
    known: dict[str, Any] = {
        "id": 42,
        "title": "Checkout is down",
        "severity": "sev2",
        "declared_by": ADA,
        "declared_at": AT,
        "channel_id": ROOM,
        "channel_name": "inc-42-checkout-is-down",
    }
    return Incident(**{**known, **changed})


def without_room(**changed: Any) -> Incident:
    """INC-42 in the seconds before its room exists."""
    return incident(channel_id=None, channel_name=None, **changed)


def led_by(person: str = ADA, **changed: Any) -> Incident:
    """INC-42 with a commander."""
    found = incident(**changed)
    take_role(found, COMMANDER, by=person, at=AT)
    return found


def holds(
    role: str, person: str, *, since: datetime = AT, until: datetime | None = None
) -> IncidentRoleAssignment:
    """An assignment, still held or released."""
    return IncidentRoleAssignment(
        role=role, user_id=person, assigned_at=since, assigned_by=person, released_at=until
    )


def wrote(text: str, *, at: datetime = AT, kind: str = "note", **known: Any) -> TimelineEntry:
    """A line of the timeline."""
    return TimelineEntry(kind=kind, text=text, at=at, recorded_at=at, **{"author_id": ADA, **known})


def kinds(change: Change) -> list[str]:
    """What must still happen, by name."""
    return [effect.kind for effect in change.effects]


def only(change: Change, kind: type[Effect]) -> Any:
    """The one effect of this kind."""
    (found,) = [effect for effect in change.effects if isinstance(effect, kind)]
    return found


def line(change: Change) -> str:
    """The text of the one timeline entry that came of it."""
    (entry,) = change.entries
    return in_words(entry.text, str)
