"""Small things kept by key: people, workspace values, spent once-keys, alert groups."""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import bindparam, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.attributes import QueryableAttribute
from sqlalchemy.sql.dml import ReturningInsert
from sqlmodel import SQLModel, col

from incidents.alert_group import AlertGroup
from incidents.columns import UTCDateTime
from incidents.person import Person
from storage.loading import along
from storage.tables import Seen, WorkspaceValue

Insert = postgresql.Insert | sqlite.Insert


class SeenBefore(Exception):
    """The once-key was spent already, so this is a repetition: nothing was changed."""


def insert(session: Session, table: type[SQLModel]) -> Insert:
    """An INSERT that knows ON CONFLICT, in the words of the session's database."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table)
    return sqlite.insert(table)


def spend(session: Session, key: str, now: datetime) -> None:
    """Spend a once-key. Raises SeenBefore, also when another transaction spends it at this moment."""
    connection = session.connection()
    spent = connection.scalar(_spent(connection.dialect.name), {"new_key": key, "now": now})
    if spent is None:
        raise SeenBefore(key)


@cache
def _spent(dialect: str) -> ReturningInsert[tuple[str]]:
    """Made once: every command and every click asks for it."""
    made = postgresql.insert(Seen) if dialect == "postgresql" else sqlite.insert(Seen)
    values = {"key": bindparam("new_key"), "at": bindparam("now", type_=UTCDateTime())}
    return made.values(**values).on_conflict_do_nothing().returning(col(Seen.key))


def note_declared(session: Session, key: str, number: int | None) -> None:
    """Remember which incident came of a once-key."""
    session.execute(update(Seen).where(col(Seen.key) == key).values(incident_id=number))


def declared_with(session: Session, key: str) -> int | None:
    """The number of the incident that was declared with a once-key."""
    spent = session.get(Seen, key)
    return spent.incident_id if spent else None


def seen(session: Session, key: str) -> bool:
    """Whether the key was spent."""
    return session.get(Seen, key) is not None


def forget_before(session: Session, moment: datetime) -> None:
    """Drop once-keys older than anything that could still be delivered again."""
    session.execute(delete(Seen).where(col(Seen.at) < moment))


def people(session: Session, ids: Collection[str]) -> dict[str, Person]:
    """Those of the people that are known, by Slack id."""
    found = session.scalars(select(Person).where(col(Person.id).in_(ids)))
    return {person.id: person for person in found}


def people_called(session: Session, word: str) -> list[Person]:
    """Whom somebody means by a Slack id, a name or an e-mail address; case does not matter."""
    wanted = word.casefold()
    asked = (func.lower(col(Person.name)), func.lower(col(Person.email)), func.lower(col(Person.id)))
    called = or_(col(Person.name) == word, *(each == wanted for each in asked))
    found = select(Person).where(called, col(Person.deleted).is_(False))
    return list(session.scalars(found.order_by(col(Person.id))))


def known_people(session: Session, team_id: str, limit: int) -> list[Person]:
    """Colleagues whom we have met, by name: no apps, nobody who left, nobody of another workspace."""
    ours = or_(col(Person.team_id) == team_id, col(Person.team_id).is_(None))
    there = (col(Person.deleted).is_(False), col(Person.is_bot).is_(False), ours)
    found = select(Person).where(*there).order_by(func.lower(col(Person.name)), col(Person.id))
    return list(session.scalars(found.limit(limit)))


def save_person(session: Session, person: Person) -> None:
    """Insert or update, unless what is stored is newer (events overtake each other)."""
    fields: dict[str, Any] = person.model_dump()
    statement = insert(session, Person).values(**fields)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["id"],
            set_={name: statement.excluded[name] for name in fields if name != "id"},
            where=col(Person.updated_at) <= statement.excluded.updated_at,
        )
    )


def known(session: Session, name: str) -> str | None:
    """The workspace value of this name."""
    found = session.get(WorkspaceValue, name)
    return found.value if found else None


def keep(session: Session, name: str, value: str) -> None:
    """Set a workspace value."""
    statement = insert(session, WorkspaceValue).values(name=name, value=value)
    session.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


def take(session: Session, name: str, value: str, *, over: str | None) -> bool:
    """Set a workspace value that is still `over` (None: unset). False when somebody was faster."""
    if over is None:
        unset = insert(session, WorkspaceValue).values(name=name, value=value).on_conflict_do_nothing()
        return session.scalars(unset.returning(col(WorkspaceValue.name))).one_or_none() is not None
    same = update(WorkspaceValue).where(col(WorkspaceValue.name) == name, col(WorkspaceValue.value) == over)
    return session.connection().execute(same.values(value=value)).rowcount == 1


def alert_group(session: Session, key: str) -> AlertGroup | None:
    """The alert group of this key, with its incident, that one's roles, tasks and updates."""
    whole = selectinload(cast("QueryableAttribute[Any]", AlertGroup.incident)).options(*along())
    return session.scalars(select(AlertGroup).where(col(AlertGroup.key) == key).options(whole)).one_or_none()
