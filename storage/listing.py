"""Reading lists of incidents as somebody wants them: a constant number of queries, however many there are."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from incidents.incident import Incident
from incidents.listing import ALL, OPEN, PAGE, Wanted, matches
from incidents.postmortem import Postmortem
from incidents.role import IncidentRoleAssignment as Held
from incidents.task import Task
from storage.reading import is_open, page

MOST = 1000
"""Incidents among which words are found: the newest that match come first, and nobody turns fifty pages."""


def listed(session: Session, wanted: Wanted, *, seen_by: str) -> tuple[list[Incident], int]:
    """The page that is wanted, with roles, newest first, and how many there are on all pages."""
    query = select(Incident).where(*_conditions(wanted))
    if wanted.words or wanted.service:
        query = query.where(col(Incident.id).in_(_matching(session, query, wanted)))
    return page(session, query, seen_by=seen_by, limit=PAGE, offset=(wanted.page - 1) * PAGE)


def _conditions(wanted: Wanted) -> list[Any]:
    found: list[Any] = []
    if wanted.state == OPEN:
        found.append(is_open())
    elif wanted.state != ALL:
        found.append(col(Incident.status) == wanted.state)
    if wanted.severity:
        found.append(col(Incident.severity) == wanted.severity)
    if wanted.person:
        found.append(concerns(wanted.person))
    if wanted.since:
        found.append(col(Incident.declared_at) >= _day(wanted.since))
    if wanted.until:
        found.append(col(Incident.declared_at) < _day(wanted.until) + timedelta(days=1))
    return found


def _day(iso: str) -> datetime:
    """Its first moment in UTC."""
    return datetime.combine(date.fromisoformat(iso), time.min, UTC)


def concerns(person: str) -> Any:
    """They declared it, or have a part in it."""
    return or_(col(Incident.declared_by) == person, has_part(person))


def has_part(person: str) -> Any:
    """They hold a role in it, or have something to do for it."""
    holds = select(col(Held.incident_id)).where(col(Held.user_id) == person, col(Held.released_at).is_(None))
    does = select(col(Task.incident_id)).where(
        col(Task.assignee_id) == person,
        col(Task.text).is_not(None),
        col(Task.done_at).is_(None),
        col(Task.dropped_at).is_(None),
    )
    return or_(col(Incident.id).in_(holds), col(Incident.id).in_(does))


def writes(person: str) -> Any:
    """Its post-mortem is theirs to see to."""
    return col(Incident.id).in_(select(col(Postmortem.incident_id)).where(col(Postmortem.owner_id) == person))


def concerned(session: Session, person: str) -> list[int]:
    """The numbers of open incidents in which somebody has a part, or is asked to take over a role."""
    asked = select(col(Held.incident_id)).where(col(Held.offered_to) == person, col(Held.released_at).is_(None))
    theirs = or_(has_part(person), col(Incident.id).in_(asked))
    found = session.scalars(select(col(Incident.id)).where(is_open(), theirs).order_by(col(Incident.id)))
    return [number for number in found if number is not None]


def _matching(session: Session, query: Select[tuple[Incident]], wanted: Wanted) -> list[int]:
    """Numbers of those that hold the words and the service. Compared here, since SQLite knows the case of ASCII
    letters alone, and no database looks the same way into a list.
    """
    columns = (col(Incident.id), col(Incident.title), col(Incident.services))
    rows = session.execute(query.with_only_columns(*columns).order_by(col(Incident.id).desc())).tuples()
    found = (
        number
        for number, title, services in rows
        if matches(wanted.words, title, *services) and (not wanted.service or wanted.service in services)
    )
    return [number for _, number in zip(range(MOST), found, strict=False) if number is not None]
