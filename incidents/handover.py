"""Handing a role over: the old holder stays until the new one accepts, so that it is never nobody's."""

from datetime import datetime

from incidents.acknowledging import first_seen
from incidents.catalog import Role
from incidents.change import NOTHING, Change, Effect, Entry
from incidents.effects.people import AnswerPerson
from incidents.incident import Incident
from incidents.offering import DECLINED, asked_again, not_asked
from incidents.refusal import Refusal
from incidents.role import COMMANDER, IncidentRoleAssignment
from incidents.shown import into_the_room, roles
from incidents.status import must_be_open
from incidents.wording import cut, storable

NOTE = 1500
"""Characters of the note that goes along."""
ACCEPTED, GONE = "accepted", "gone"
"""How an offer ends beside being declined, for whoever else has to know."""


def offer_role(
    incident: Incident,
    role: Role,
    *,
    to: str,
    by: str,
    at: datetime,
    note: str = "",
    seen_holder: str | None = None,
) -> Change:
    """Ask somebody to take a held role over. Asking another one instead takes the first offer back.

    `seen_holder`: who held it on the screen where this was chosen.
    """
    held = must_hold(incident, role, seen_holder)
    if to == held.user_id:
        raise Refusal(f"{role.name} is held by {{person}} already, so nobody was asked.", person=to)
    if to == by:
        raise Refusal(
            f"{role.name} is held by {{person}}. Ask them to hand it over to you: "
            f"`/incident role {role.key} handover @you`.",
            person=held.user_id,
        )
    note = cut(storable(note).strip(), NOTE)
    before = held.offered_to
    if (before, held.offer_note) == (to, note):
        return NOTHING
    held.offered_to, held.offered_by, held.offered_at, held.offer_note = to, by, at, note
    entry = Entry(kind="role", text=f"offered the role {role.name} to", at=at, author_id=by, subject_id=to)
    instead = (not_asked(incident, role.key, before),) if before and before != to else ()
    asked = asked_again(incident, role.key, to)
    inside = into_the_room(incident, to) if incident.private else ()
    return Change(entries=(entry,), effects=(*instead, *inside, asked, *roles(incident)))


def accept_role(
    incident: Incident,
    role: Role,
    *,
    by: str,
    at: datetime,
    seen_holder: str | None = None,
    seen_at: str | None = None,
) -> Change:
    """Whoever was asked takes over: the old holder is released in the same moment.

    `seen_at`: the message (`channel ts`) that was clicked.
    """
    must_be_open(incident)
    held = _offered(incident, role, by, seen_holder)
    held.released_at, held.released_by = at, by
    if role.key == COMMANDER:  # whoever was on call led by the config's rule, which saw nothing
        first_seen(incident, by=by, at=at)
    incident.roles.append(
        IncidentRoleAssignment(
            role=role.key, user_id=by, assigned_at=at, assigned_by=held.offered_by or held.user_id
        )
    )
    text = f"took over the role {role.name} from"
    entry = Entry(kind="role", text=text, at=at, author_id=by, subject_id=held.user_id)
    told = _told(_both(held), role, ACCEPTED, by)
    offer = not_asked(incident, role.key, by, seen_at=seen_at)
    return Change(entries=(entry,), effects=(*into_the_room(incident, by), offer, *told, *roles(incident)))


def decline_role(
    incident: Incident,
    role: Role,
    *,
    by: str,
    at: datetime,
    seen_holder: str | None = None,
    seen_at: str | None = None,
) -> Change:
    """Whoever was asked does not take it over: it stays where it is."""
    must_be_open(incident)
    held = _offered(incident, role, by, seen_holder)
    told = _told(_both(held), role, DECLINED, by)
    _take_back(held)
    entry = Entry(kind="role", text=f"declined the role {role.name}", at=at, author_id=by)
    offer = not_asked(incident, role.key, by, DECLINED, seen_at=seen_at)
    return Change(entries=(entry,), effects=(offer, *told, *roles(incident)))


def withdraw_offer(
    incident: Incident, role: Role, *, by: str, at: datetime, seen_asked: str | None = None
) -> Change:
    """Take an offer back. `seen_asked`: who had been asked on the screen that was clicked."""
    held = must_hold(incident, role)
    asked = held.offered_to
    if asked is None or seen_asked not in (None, asked):
        raise Refusal(
            f"{role.name} is held by {{person}}, and that offer no longer stands, so nothing was changed.",
            person=held.user_id,
        )
    _take_back(held)
    text = f"took back offering the role {role.name} to"
    entry = Entry(kind="role", text=text, at=at, author_id=by, subject_id=asked)
    return Change(entries=(entry,), effects=(not_asked(incident, role.key, asked), *roles(incident)))


def offer_over(
    incident: Incident, held: IncidentRoleAssignment, role: Role, *, gone: str | None = None
) -> tuple[Effect, ...]:
    """An offer that nobody answers any more: the role is let go of, or the account of somebody in it is `gone`."""
    asked = held.offered_to
    if asked is None:
        return ()
    told = _told(_both(held), role, GONE, asked) if gone == asked else ()
    _take_back(held)
    return (not_asked(incident, role.key, asked), *told)


def must_hold(incident: Incident, role: Role, seen_holder: str | None = None) -> IncidentRoleAssignment:
    """The assignment of whoever holds a role now, as the screen said; else a refusal says how things are."""
    must_be_open(incident)
    held = incident.holder(role.key)
    if held is None:
        raise Refusal(
            f"Nobody holds {role.name} at the moment. `/incident role {role.key}` takes it, and "
            f"`/incident role {role.key} @person` gives it at once."
        )
    if seen_holder not in (None, held.user_id):
        raise Refusal(f"{role.name} has passed to {{person}} since, so nothing was changed.", person=held.user_id)
    return held


def note_for(incident: Incident, role: Role) -> str:
    """The note that the present holder was handed with the role."""
    held = incident.holder(role.key)
    before = [a for a in incident.roles if held and (a.role, a.released_at) == (role.key, held.assigned_at)]
    return next((a.offer_note for a in before if held and a.offered_to == held.user_id), "")


def _offered(incident: Incident, role: Role, by: str, seen_holder: str | None) -> IncidentRoleAssignment:
    """The assignment that they are asked to take over, or a refusal that says how things are."""
    held = incident.holder(role.key)
    if held and held.user_id == by:
        raise Refusal(f"You are {role.name} of {incident.ref} already.")
    if held and held.offered_to == by and seen_holder in (None, held.user_id):
        return held
    if held:
        raise Refusal(
            f"That offer no longer stands: {role.name} of {incident.ref} is held by {{person}}.",
            person=held.user_id,
        )
    raise Refusal(
        f"That offer no longer stands: {role.name} of {incident.ref} is free. "
        f"`/incident {incident.ref} role {role.key}` takes it."
    )


def _take_back(held: IncidentRoleAssignment) -> None:
    held.offered_to = held.offered_by = held.offered_at = None
    held.offer_note = ""


def _both(held: IncidentRoleAssignment) -> set[str | None]:
    """The holder, and whoever asked in their place."""
    return {held.user_id, held.offered_by}


def _told(people: set[str | None], role: Role, how: str, by: str) -> tuple[Effect, ...]:
    """Each of the others hears how it ended."""
    others = sorted(each for each in people if each and each != by)
    detail = f"{role.key} {how} {by}"
    return tuple(AnswerPerson(user_id=each, answer="offer_ended", detail=detail) for each in others)
