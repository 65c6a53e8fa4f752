"""Roles that nobody holds: the room is asked for them, at once where somebody's account is gone."""

from datetime import datetime, timedelta

from incidents.catalog import Catalog, Role
from incidents.change import NOTHING, Change, Effect, Entry
from incidents.effects.room import AskForRoles
from incidents.handover import offer_over
from incidents.incident import Incident
from incidents.refs import ASKED, ASKED_TIMES
from incidents.reminders import forget, remind
from incidents.shown import has_room, roles, tasks

VACANT = "vacant"
RARER = 3
"""So many times as long as it has been free by now, until the room is asked again."""
RAREST = timedelta(hours=4)


def watch(incident: Incident, role: Role, *, at: datetime) -> None:
    """The role is free: the room is asked after the time that the config gives it, if it does."""
    if role.remind_after:
        remind(incident, f"{VACANT}:{role.key}", at=at + timedelta(minutes=role.remind_after))


def taken(incident: Incident, role: Role) -> tuple[Effect, ...]:
    """Somebody holds it: nobody is asked for it any more."""
    forget(incident, f"{VACANT}:{role.key}")
    keys = incident.refs.get(ASKED, "").split()
    if role.key not in keys:
        return ()
    incident.remember(ASKED, " ".join(key for key in keys if key != role.key))
    return (AskForRoles(),)


def still_vacant(incident: Incident, about: str, catalog: Catalog, at: datetime) -> Change:
    """The reminder: the room is asked, and again when it has been free for much longer."""
    key = about.partition(":")[2]
    if incident.holder(key) or key not in {role.key for role in catalog.roles}:
        return NOTHING
    free_for = at - _free_since(incident, key)
    remind(incident, about, at=at + min(free_for * RARER, RAREST))
    return Change(effects=_ask(incident, key)) if has_room(incident) else NOTHING


def account_gone(incident: Incident, catalog: Catalog, person: str, *, at: datetime) -> Change:
    """Somebody's account was deactivated: their roles are free, and the room is asked for them at once.

    An offer to them is over, too, and where their tasks are shown it says so, so that others take them.
    """
    if not incident.is_open:
        return NOTHING
    entries: list[Entry] = []
    effects: list[Effect] = []
    for held in incident.held_now:
        role = catalog.shown_role(held.role)
        if held.user_id == person:
            effects += offer_over(incident, held, role, gone=person)
            held.released_at, held.account_gone = at, True
            watch(incident, role, at=at)
            effects += _ask(incident, role.key) if has_room(incident) else ()
            text = f"{role.name} became free with the deactivated account of"
            entries.append(Entry(kind="role", text=text, at=at, subject_id=person))
        elif held.offered_to == person:
            effects += offer_over(incident, held, role, gone=person)
    effects += roles(incident) if effects or entries else ()
    effects += tasks(incident) if any(task.assignee_id == person for task in incident.open_tasks) else ()
    return Change(entries=tuple(entries), effects=tuple(dict.fromkeys(effects)))


def wanted(incident: Incident) -> list[str]:
    """The roles (by key) for which the room is asked at the moment."""
    if not incident.is_open:
        return []
    return [key for key in incident.refs.get(ASKED, "").split() if incident.holder(key) is None]


def left_by(incident: Incident, role: str) -> str | None:
    """Whose account was deactivated while they held it, where nobody has taken it since."""
    held = [a for a in incident.roles if a.role == role]
    return held[-1].user_id if held and held[-1].account_gone else None


def _ask(incident: Incident, key: str) -> tuple[Effect, ...]:
    """A new message takes the place of the one before: an edited one would be seen by nobody."""
    incident.remember(ASKED, " ".join(dict.fromkeys([*incident.refs.get(ASKED, "").split(), key])))
    incident.remember(ASKED_TIMES, str(int(incident.refs.get(ASKED_TIMES, "0")) + 1))
    return (AskForRoles(),)


def _free_since(incident: Incident, key: str) -> datetime:
    released = [a.released_at for a in incident.roles if a.role == key and a.released_at]
    return max(released, default=incident.declared_at)
