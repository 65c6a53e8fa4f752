"""Who leads first where nobody has said so: by the config nobody, whoever declares it, or who is on call."""

from datetime import datetime

from incidents.acknowledging import first_seen
from incidents.catalog import DECLARER, ON_CALL, Catalog
from incidents.change import NOTHING, Change, Entry
from incidents.effects.people import AnswerPerson
from incidents.incident import Incident
from incidents.role import COMMANDER, IncidentRoleAssignment
from incidents.shown import into_the_room, roles
from incidents.vacancy import taken, watch

WHY = {DECLARER: "as its declarer", ON_CALL: "being on call for it"}


def first_roles(incident: Incident, catalog: Catalog, *, at: datetime) -> Change:
    """With the declaring: which free roles are asked for later, and whether the declarer leads."""
    for role in catalog.roles:
        watch(incident, role, at=at)
    if catalog.first_commander != DECLARER or not incident.declared_by:
        return NOTHING
    first_seen(incident, by=incident.declared_by, at=at)
    return appoint(incident, catalog, incident.declared_by, why=DECLARER, at=at)


def appoint(incident: Incident, catalog: Catalog, person: str, *, why: str, at: datetime) -> Change:
    """By the config's rule somebody leads; where anybody has led it before, people have decided."""
    if not incident.is_open or any(held.role == COMMANDER for held in incident.roles):
        return NOTHING
    role = catalog.shown_role(COMMANDER)
    nobody_asks = taken(incident, role)
    incident.roles.append(
        IncidentRoleAssignment(role=role.key, user_id=person, assigned_at=at, assigned_by=incident.declared_by)
    )
    entry = Entry(kind="role", text=f"became {role.name}, {WHY[why]}", at=at, author_id=person)
    told = AnswerPerson(user_id=person, answer="role_given", detail=f"{role.key} {why}")
    effects = (*into_the_room(incident, person), told, *nobody_asks, *roles(incident))
    return Change(entries=(entry,), effects=effects)
