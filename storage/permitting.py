"""What the store knows of who may do what: user groups, names, and who holds a role."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from incidents.permissions import Known, Policy, allowed, of_their_role
from incidents.person import Person
from incidents.refusal import Refusal
from incidents.user_group import UserGroup
from storage.keeping import insert, people
from storage.where import NEW, NoSuchIncident, Where, load


def refusal(
    session: Session, act: str, person: str, policy: Policy, *, about: Where | None, admin: bool | None
) -> Refusal | None:
    """What they are told who may not do it; nothing where they may."""
    known = people(session, {person, *policy.who(act)})
    if admin is None:
        admin = person in known and known[person].is_admin
    own = _of_their_role(session, person, about)
    return allowed(act, person, policy, _known(session, policy.who(act), known), own=own, admin=admin)


def _known(session: Session, named: Collection[str], known: Mapping[str, Person]) -> Known:
    groups = session.scalars(select(UserGroup).where(col(UserGroup.id).in_(named))).all()
    names = {each.id: each.name for each in known.values()}
    return Known(
        members={group.id: group.people for group in groups},
        names=names | {group.id: f"@{group.handle}" for group in groups if group.handle},
    )


def _of_their_role(session: Session, person: str, about: Where | None) -> Collection[str]:
    """What their role brings along in the incident that is meant; in one that nobody finds they have none."""
    if about is None or about == NEW:
        return ()
    try:
        return of_their_role(load(session, about), person)
    except NoSuchIncident:
        return ()


def save_group(session: Session, group: UserGroup) -> None:
    """Insert or update, unless what is stored was read later."""
    fields: dict[str, Any] = group.model_dump()
    statement = insert(session, UserGroup).values(**fields)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["id"],
            set_={name: statement.excluded[name] for name in fields if name != "id"},
            where=col(UserGroup.read_at) <= statement.excluded.read_at,
        )
    )
