"""Names for the people of an incident: from the store, and once from Slack for whoever is new."""

from collections.abc import Collection, Iterable

from incidents.incident import Incident
from incidents.person import Person
from incidents.timeline import TimelineEntry
from integrations.errors import Rejected
from integrations.slack_people import last_changed, person_from
from jobs.desk import Desk


async def names(desk: Desk, ids: Collection[str]) -> dict[str, str]:
    """A name by Slack id. Asks Slack only for people never met before; `user_change` keeps the rest in step."""
    wanted = {user_id for user_id in ids if user_id}
    known = {user_id: person.name for user_id, person in (await desk.store.people(wanted)).items()}
    for user_id in wanted - known.keys():
        person = await _ask(desk, user_id)
        await desk.store.save_person(person)
        known[user_id] = person.name
    return known


async def from_elsewhere(desk: Desk, user_id: str) -> bool:
    """Whether they are of another workspace (Slack Connect), as far as Slack says."""
    await names(desk, {user_id})
    person = (await desk.store.people({user_id})).get(user_id)
    return person is not None and person.team_id not in (None, desk.me.team_id)


async def is_colleague(desk: Desk, user_id: str) -> bool:
    """Whether they can have a part: a person of this workspace whose account is there."""
    if user_id == desk.me.user_id or await from_elsewhere(desk, user_id) or await is_bot(desk, user_id):
        return False
    person = (await desk.store.people({user_id})).get(user_id)
    return person is not None and not person.deleted


async def is_bot(desk: Desk, user_id: str) -> bool:
    """Whether it is no person, as far as Slack says."""
    try:
        user = (await desk.slack.call("users.info", user=user_id))["user"]
    except Rejected:
        return False
    return bool(user.get("is_bot"))


async def names_in(desk: Desk, incident: Incident, timeline: Iterable[TimelineEntry]) -> dict[str, str]:
    """The names of everybody whom a document about this incident speaks of."""
    doing = (task.assignee_id or "" for task in incident.tasks)
    people = {incident.declared_by, *(held.user_id for held in incident.roles), *incident.asked, *doing}
    return await names(desk, people.union(*((e.author_id or "", e.subject_id or "") for e in timeline)))


async def _ask(desk: Desk, user_id: str) -> Person:
    now = desk.now()
    try:
        user = (await desk.slack.call("users.info", user=user_id))["user"]
    except Rejected:
        # Gone, or hidden from us: the document is written all the same.
        return Person(id=user_id, name=user_id, deleted=True, updated_at=now)
    return person_from(user, at=last_changed(user, now=now))
