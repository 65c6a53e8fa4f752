"""What somebody sees who is about to do something: the incident, and what they may do with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from incidents.catalog import Catalog
from incidents.editing import marks
from incidents.incident import Incident
from incidents.permissions import ANYBODY, CHANGE, RESOLVE, TELL
from incidents.person import Person
from incidents.task import Task
from incidents.wording import cut
from storage.where import numbered
from web.acts.doing import Act
from web.acts.field import Field as Input
from web.acts.field import Options, hidden
from web.front import Front

SHORT = 80


@dataclass(frozen=True, kw_only=True)
class Look:
    """An incident as it stands, before the eyes of one person. `may` are the acts that are theirs here."""

    incident: Incident
    catalog: Catalog
    person: str
    names: Mapping[str, str]
    may: frozenset[str]
    now: datetime

    def allows(self, act: Act) -> bool:
        """Whether the form of this act is shown to them."""
        return act.needs in self.may if isinstance(act.needs, str) else True

    def named(self, person: str | None) -> str:
        """How people call somebody."""
        return self.names.get(person or "", person or "nobody")

    def seen(self, fact: str) -> Input:
        """What stands for a fact, so that who is late hears of it."""
        return hidden("seen", marks(self.incident, self.catalog)[fact])

    def tasks(self, of: list[Task]) -> Options:
        """Tasks to choose from."""
        return tuple((str(task.number), f"{task.number}. {cut(task.words, SHORT)}") for task in of)

    def roles(self, *, held: bool) -> Options:
        """Roles to choose from: those that somebody holds, or those that are free."""
        holders = {each.role: self.named(each.user_id) for each in self.incident.held_now}
        if held:
            return tuple((key, f"{self.catalog.shown_role(key).name}: {who}") for key, who in holders.items())
        return tuple((role.key, role.name) for role in self.catalog.roles if role.key not in holders)


async def looked(front: Front, person: str, number: int) -> Look:
    """The incident as this person sees it. Raises NoSuchIncident."""
    where = numbered(number, seen_by=person)
    incident = await front.store.incident(where)
    may = [act for act in (CHANGE, RESOLVE, TELL) if await front.may(person, act, about=where)]
    tasks = (task.assignee_id for task in incident.tasks)
    authors = (update.author_id for update in incident.updates)
    read_by = incident.postmortem.reviewers if incident.postmortem else ()
    concerned = {person, *incident.taking_part, *incident.asked, *tasks, *authors, *read_by}
    known = await front.store.people({each for each in concerned if each})
    return Look(
        incident=incident,
        catalog=front.catalog,
        person=person,
        names=_names(known),
        may=frozenset({ANYBODY, *may}),
        now=front.now(),
    )


def _names(known: Mapping[str, Person]) -> dict[str, str]:
    return {id: person.name for id, person in known.items()}
