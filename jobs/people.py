"""The people of an incident: from the store, and once from Slack for whoever is new."""

from collections.abc import Collection, Iterable

from incidents.incident import Incident
from incidents.named import named_in
from incidents.person import Person, is_stranger, unfit
from incidents.timeline import TimelineEntry
from integrations.errors import OutsideError, Rejected, Unavailable
from integrations.slack_people import last_changed, person_from
from jobs.desk import Desk

MET_AT_ONCE = 30
"""Of the hundred in a minute that Slack allows: whoever works on an incident needs some of them, too."""


async def known(desk: Desk, ids: Collection[str]) -> dict[str, Person]:
    """People by Slack id. Asks Slack only for those never met before; `user_change` keeps the rest in step."""
    wanted = {user_id for user_id in ids if user_id}
    found = await desk.store.people(wanted)
    for user_id in wanted - found.keys():
        found[user_id] = await _ask(desk, user_id)
        await desk.store.save_person(found[user_id])
    return found


async def meet(desk: Desk, ids: Iterable[str]) -> None:
    """Learn the names of some of those never met before, so that forms offer them; the others the next time."""
    wanted = list(dict.fromkeys(ids))
    found = await desk.store.people(wanted)
    for user_id in [each for each in wanted if each not in found][:MET_AT_ONCE]:
        try:
            user = (await desk.slack.call("users.info", user=user_id))["user"]
        except Unavailable:
            return
        except Rejected:  # it says nothing for good, and nobody waits
            continue
        await desk.store.save_person(person_from(user, at=last_changed(user, now=desk.now())))


async def names(desk: Desk, ids: Collection[str]) -> dict[str, str]:
    """A name by Slack id."""
    return {user_id: person.name for user_id, person in (await known(desk, ids)).items()}


async def from_elsewhere(desk: Desk, user_id: str) -> bool:
    """Whether they are of another workspace."""
    return is_stranger((await known(desk, {user_id}))[user_id], desk.me.team_id)


async def is_colleague(desk: Desk, user_id: str) -> bool:
    """Whether they can have a part: a person of this workspace whose account is there."""
    return not unfit((await known(desk, {user_id}))[user_id], desk.me.team_id)


async def names_in(desk: Desk, incident: Incident, timeline: Iterable[TimelineEntry]) -> dict[str, str]:
    """The names of everybody whom a document about this incident speaks of."""
    return await names(desk, named_in(incident, timeline))


async def _ask(desk: Desk, user_id: str) -> Person:
    now = desk.now()
    try:
        user = (await desk.slack.call("users.info", user=user_id))["user"]
    except Rejected:
        # Gone, or hidden from us: the document is written all the same.
        return Person(id=user_id, name=user_id, deleted=True, updated_at=now)
    return person_from(user, at=last_changed(user, now=now))


async def addressed(desk: Desk, user_id: str) -> Person | None:
    """Somebody with their e-mail address; Slack is asked where we do not have it, as far as it answers."""
    person = (await desk.store.people([user_id])).get(user_id)
    if person and person.email:
        return person
    try:
        user = (await desk.slack.call("users.info", user=user_id))["user"]
    except OutsideError:
        return person
    person = person_from(user, at=last_changed(user, now=desk.now()))
    await desk.store.save_person(person)
    return person
