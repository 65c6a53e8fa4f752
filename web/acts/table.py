"""Everything that can be done with an incident, for the pages and the API alike."""

from hashlib import sha256

from incidents.change import NOTHING, Change
from incidents.declare import declare
from incidents.incident import Incident
from incidents.permissions import DECLARE
from incidents.services import named
from storage.store import Changed, SeenBefore
from storage.where import NEW, numbered
from web.acts.bridge import BRIDGE
from web.acts.doing import Act, Doing
from web.acts.ending import ENDING
from web.acts.facts import FACTS
from web.acts.postmortem import POSTMORTEM
from web.acts.roles import ROLES
from web.acts.room import ROOM
from web.acts.tasks import TASKS
from web.acts.timeline import TIMELINE
from web.acts.updates import UPDATES
from web.acts.wanted import Declared, Wanted
from web.front import Front

ACTS: tuple[Act, ...] = (*FACTS, *UPDATES, *ROLES, *TASKS, *BRIDGE, *ROOM, *ENDING, *TIMELINE, *POSTMORTEM)
BY_NAME = {act.name: act for act in ACTS}
PAGE = "the web page"
"""Where an incident was declared that was not declared in Slack."""


async def perform(
    front: Front, person: str, number: int, act: Act, wanted: Wanted, *, once: str | None = None
) -> Changed:
    """Do it as this person, if they may, once for each `once` and what is wanted.

    Raises NoSuchIncident (also for one that they may not see) and every other Refusal.
    """
    where = numbered(number, seen_by=person)
    await front.store.permit(act.needed(wanted), person, front.catalog.permissions, about=where)
    key = _key(person, f"{number} {act.name}", wanted, once)
    try:
        return await act.run(Doing(front=front, person=person, at=front.now(), where=where, once=key), wanted)
    except SeenBefore:
        return Changed(await front.store.incident(where), NOTHING)


async def declare_one(
    front: Front, person: str, wanted: Declared, *, once: str | None = None, source: str = PAGE
) -> Changed:
    """Declare as this person, if they may. A form or call that comes again gets what it has declared before."""
    await front.store.permit(DECLARE, person, front.catalog.permissions)
    catalog, at = front.catalog, front.now()
    severity = catalog.severity(wanted.severity or catalog.default_severity).key
    services = named(catalog, ", ".join(wanted.services)) if wanted.services else []

    def rule(incident: Incident) -> Change:
        return declare(
            incident,
            catalog,
            title=wanted.title,
            severity=severity,
            by=person,
            at=at,
            summary=wanted.summary,
            services=services,
            private=wanted.private,
            drill=wanted.drill,
            source=source,
        )

    key = _key(person, "declare", wanted, once)
    try:
        return await front.store.change(NEW, rule, once=key)
    except SeenBefore:
        return Changed(await front.store.declared_with(key or "", seen_by=person), NOTHING)


def _key(person: str, what: str, wanted: Wanted, once: str | None) -> str | None:
    """A form that comes twice is the same; with other words in it (after going back) it is another."""
    if not once:
        return None
    return "page:" + sha256("\0".join((person, what, wanted.model_dump_json(), once)).encode()).hexdigest()
