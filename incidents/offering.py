"""The one direct message that asks somebody to take a role over: where it stands, and what it has to say."""

from incidents.change import SILENT, Change, Effect
from incidents.effects.people import RefreshOffer
from incidents.incident import Incident
from incidents.refs import OFFER
from incidents.role import IncidentRoleAssignment

ASKED, DECLINED, OVER = "asked", "declined", "over"
"""How an offer stands for whoever was asked; one that was accepted is over, and they hold the role."""


def asked_again(incident: Incident, role: str, person: str) -> Effect:
    """They are asked to take the role over, perhaps once more and in other words."""
    _note(incident, role, person, *_place(incident, role, person))
    return RefreshOffer(role=role, user_id=person)


def not_asked(
    incident: Incident, role: str, person: str, how: str = OVER, *, seen_at: str | None = None
) -> Effect:
    """They are asked no more. `seen_at` is the message (`channel ts`) on which they said so: that one shows it."""
    place = seen_at.split() if seen_at else _place(incident, role, person)
    if place:
        _note(incident, role, person, *place, how)
    return RefreshOffer(role=role, user_id=person)


def offers(incident: Incident) -> tuple[Effect, ...]:
    """All that stand: the incident has ended, or it goes on and they are asked again."""
    asked = ((held.role, held.offered_to) for held in incident.held_now)
    return tuple(RefreshOffer(role=role, user_id=person) for role, person in asked if person)


def standing(incident: Incident, role: str, person: str) -> str:
    """How it stands for them. While the incident is ended, nobody is asked anything."""
    if _offered(incident, role, person) and incident.is_open:
        return ASKED
    return DECLINED if DECLINED in incident.refs.get(name_of(role, person), "").split() else OVER


def place_of(incident: Incident, role: str, person: str) -> tuple[str, str] | None:
    """Channel and ts of the message, once it is there."""
    place = _place(incident, role, person)
    return (place[0], place[1]) if place else None


def offer_shown(incident: Incident, *, role: str, person: str, channel: str, ts: str) -> Change:
    """The message is there."""
    _note(incident, role, person, channel, ts)
    return SILENT


def offer_settled(incident: Incident, *, role: str, person: str) -> Change:
    """The message says how it ended: the next offer is a new one, since nobody hears of an edit.

    One of an incident that has ended is kept, as that may be taken back.
    """
    if not _offered(incident, role, person) or incident.is_open:
        incident.forget(name_of(role, person))
    return SILENT


def name_of(role: str, person: str) -> str:
    """By which its place is kept."""
    return f"{OFFER}:{role}:{person}"


def _offered(incident: Incident, role: str, person: str) -> IncidentRoleAssignment | None:
    held = incident.holder(role)
    return held if held and held.offered_to == person else None


def _place(incident: Incident, role: str, person: str) -> list[str]:
    return incident.refs.get(name_of(role, person), "").split()[:2]


def _note(incident: Incident, role: str, person: str, *words: str) -> None:
    if words:
        incident.remember(name_of(role, person), " ".join(words))
