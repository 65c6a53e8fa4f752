"""Who may know of a private incident. Whatever shows incidents to somebody asks `may_see`, and nothing else."""

from collections.abc import Collection, Iterable
from decimal import Decimal

from incidents.change import NOTHING, SILENT, Change
from incidents.incident import Incident

NOT_HEARD = "0"
"""Stands for the time of an event where somebody was let in without one; whatever is heard later counts."""


SECRECY = ("private", "confidential", "secret")
"""Words of whoever wants something kept from others."""


def sounds_private(incident: Incident) -> bool:
    """It is public, and its title begins as if that was not meant; it may have been (“private beta is down”)."""
    first, *_ = incident.title.split(maxsplit=1) or [""]
    return not incident.private and first.casefold().strip("\"'“”.,:;!") in SECRECY


def may_see(incident: Incident, person: str) -> bool:
    """Everybody, if it is public; else who declared it, who is in its room, and who was given a part in it.

    That is a role or the offer of one, a task, the post-mortem, or its review.
    """
    if not incident.private:
        return True
    return person in (*incident.taking_part, *incident.asked, *_written_by(incident), *inside(incident))


def _written_by(incident: Incident) -> tuple[str, ...]:
    return incident.postmortem.concerned if incident.postmortem else ()


def inside(incident: Incident) -> list[str]:
    """Those who are in the room, as far as this is kept (for private incidents alone)."""
    return [person for person, (_, is_in) in incident.insiders.items() if is_in]


def came_in(incident: Incident, person: str, *, event_ts: str) -> Change:
    """Somebody has joined the room."""
    return _heard(incident, person, event_ts, is_in=True)


def went_out(incident: Incident, person: str, *, event_ts: str) -> Change:
    """Somebody has left the room, or was removed from it. Events are put in order by `event_ts`."""
    return _heard(incident, person, event_ts, is_in=False)


def let_in(incident: Incident, people: Iterable[str]) -> Change:
    """Slack has taken our invitation. Whatever was heard of them by event is newer."""
    new = {person: (NOT_HEARD, True) for person in people if person not in incident.insiders}
    if not incident.private or not new:
        return NOTHING
    incident.insiders = {**incident.insiders, **new}
    return SILENT


def counted(incident: Incident, people: Collection[str], *, event_ts: str) -> Change:
    """Slack was asked at this time who is in the room: those and nobody else, but for what was heard later."""
    other = {*inside(incident)} ^ {*people}
    changes = [_heard(incident, each, event_ts, is_in=each in people) for each in sorted(other)]
    return SILENT if any(changes) else NOTHING


def _heard(incident: Incident, person: str, event_ts: str, *, is_in: bool) -> Change:
    last, _ = incident.insiders.get(person, (NOT_HEARD, False))
    if not incident.private or Decimal(last) >= Decimal(event_ts):
        return NOTHING
    incident.insiders = {**incident.insiders, person: (event_ts, is_in)}
    return SILENT
