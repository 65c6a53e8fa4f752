"""Taking, giving and releasing roles: exactly one holder at any time."""

from datetime import datetime, timedelta

from incidents.acknowledging import first_seen
from incidents.catalog import Role
from incidents.change import NOTHING, Change, Entry, together
from incidents.effects.people import AnswerPerson
from incidents.handover import accept_role, offer_over
from incidents.incident import Incident
from incidents.refusal import Refusal
from incidents.role import COMMANDER, IncidentRoleAssignment
from incidents.shown import into_the_room, roles
from incidents.status import must_be_open
from incidents.vacancy import taken, watch

BRIEFED_FOR = timedelta(minutes=10)
"""Whoever gets the same role again within this time has read what it asks of them."""


def take_role(incident: Incident, role: Role, *, by: str, at: datetime, response_url: str | None = None) -> Change:
    """Take a vacant role. A held one is refused, naming its holder. `response_url`: where a click is answered."""
    change = assign_role(incident, role, to=by, by=by, at=at)
    if not (change and response_url and is_new_to_it(incident, role)):
        return change
    brief = AnswerPerson(user_id=by, answer="role_taken", detail=role.key, response_url=response_url)
    return together((change, Change(effects=(brief,))))


def is_new_to_it(incident: Incident, role: Role) -> bool:
    """Whether the holder of a role has not just held it, and so gets its brief."""
    now = incident.holder(role.key)
    if now is None:
        return False
    held = (a for a in incident.roles if a is not now and (a.role, a.user_id) == (now.role, now.user_id))
    return all(now.assigned_at - earlier.assigned_at >= BRIEFED_FOR for earlier in held)


def assign_role(incident: Incident, role: Role, *, to: str, by: str, at: datetime) -> Change:
    """Give a vacant role to somebody. Giving it again to its holder changes nothing.

    Whoever was asked to take over a held one and takes it has accepted.
    """
    must_be_open(incident)
    held = incident.holder(role.key)
    if held and held.user_id == to:
        return NOTHING
    if held and held.offered_to == to == by:
        return accept_role(incident, role, by=by, at=at)
    if held:
        raise Refusal(
            f"{role.name} is held by {{person}}. `/incident role {role.key} handover @person` asks somebody to "
            f"take it over, `/incident role {role.key} release` frees it.",
            person=held.user_id,
        )
    nobody_asks = taken(incident, role)
    if role.key == COMMANDER:
        first_seen(incident, by=to, at=at)
    incident.roles.append(IncidentRoleAssignment(role=role.key, user_id=to, assigned_at=at, assigned_by=by))
    if to == by:
        entry = Entry(kind="role", text=f"became {role.name}", at=at, author_id=by)
        return Change(entries=(entry,), effects=(*nobody_asks, *roles(incident)))
    entry = Entry(kind="role", text=f"gave the role {role.name} to", at=at, author_id=by, subject_id=to)
    briefed = "" if is_new_to_it(incident, role) else " again"
    told = AnswerPerson(user_id=to, answer="role_given", detail=f"{role.key} {by}{briefed}")
    return Change(entries=(entry,), effects=(*into_the_room(incident, to), told, *nobody_asks, *roles(incident)))


def release_role(
    incident: Incident, role: Role, *, by: str, at: datetime, seen_holder: str | None = None
) -> Change:
    """Free a role, one's own or another's. `seen_holder`: who held it on the screen that was clicked."""
    must_be_open(incident)
    held = incident.holder(role.key)
    if held is None:
        raise Refusal(f"Nobody holds {role.name} at the moment, so there is nothing to release.")
    if seen_holder is not None and held.user_id != seen_holder:
        raise Refusal(f"{role.name} has passed to {{person}} since, so it was not released.", person=held.user_id)
    held.released_at = at
    held.released_by = by
    watch(incident, role, at=at)
    asked = offer_over(incident, held, role)
    if held.user_id == by:
        entry = Entry(kind="role", text=f"released the role {role.name}", at=at, author_id=by)
        return Change(entries=(entry,), effects=(*asked, *roles(incident)))
    text = f"released the role {role.name}, held by"
    entry = Entry(kind="role", text=text, at=at, author_id=by, subject_id=held.user_id)
    told = AnswerPerson(user_id=held.user_id, answer="role_released", detail=f"{role.key} {by}")
    return Change(entries=(entry,), effects=(told, *asked, *roles(incident)))
