"""Reading what figures are made from: a constant number of queries, and of each row only what counts."""

import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, cast, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from incidents.columns import UTCDateTime
from incidents.incident import CANCELLED, MERGED, Incident
from incidents.insights import Asked, Happened, Held, Source
from incidents.person import Person
from incidents.role import IncidentRoleAssignment
from incidents.status_update import StatusUpdate
from incidents.task import Task
from incidents.visible import may_see
from storage.loading import along

COLUMNS = (
    col(Incident.id),
    col(Incident.title),
    col(Incident.severity),
    col(Incident.status),
    col(Incident.declared_at),
    cast(col(Incident.services), Text),
    col(Incident.impact_started_at),
    col(Incident.acknowledged_at),
    col(Incident.resolved_at),
    col(Incident.private),
)


def source(session: Session, asked: Asked, *, seen_by: str | None, until: datetime) -> Source:
    """What was declared in so many days until then, and in as many before. None sees nothing that is private."""
    since = until - timedelta(days=asked.days)
    found = _happened(session, asked, seen_by, since - timedelta(days=asked.days), until)
    now = [each for each in found if each.declared_at >= since]
    numbers = {each.number for each in now}
    held = [each for each in _held(session, since, until) if each.number in numbers]
    done = [each for each in _done(session, since, until) if each[0] in numbers]
    people = _people(session, {*(each.person for each in held), *(person for _, person in done)})
    return Source(
        since=since,
        until=until,
        now=now,
        before=[each for each in found if each.declared_at < since],
        held=held,
        done=done,
        zones={person: tz for person, _, tz in people},
        names={person: name for person, name, _ in people},
    )


def _counts(since: datetime, until: datetime) -> ColumnElement[bool]:
    """As `incidents.drill.counts` has it: what really happened, once, and no false alarm."""
    return and_(
        col(Incident.declared_at) >= since,
        col(Incident.declared_at) < until,
        col(Incident.drill).is_(False),
        col(Incident.status).not_in((CANCELLED, MERGED)),
    )


def _happened(
    session: Session, asked: Asked, seen_by: str | None, since: datetime, until: datetime
) -> list[Happened]:
    counts = _counts(since, until)
    if asked.severity:
        counts = and_(counts, col(Incident.severity) == asked.severity)
    rows = session.execute(select(*COLUMNS).where(counts).order_by(col(Incident.id).desc())).tuples()
    seen, told = _seen(session, counts, seen_by), _told(session, counts)
    return [
        _read(row, told)
        for row in rows
        if (not row[9] or row[0] in seen) and (not asked.service or asked.service in _names(row[5]))
    ]


def _read(row: Any, told: dict[int, datetime]) -> Happened:
    number, title, severity, status, declared, services, began, acknowledged, resolved, private = row
    return Happened(
        number=number,
        title=title,
        severity=severity,
        status=status,
        declared_at=declared,
        services=_names(services),
        began_at=began,
        acknowledged_at=acknowledged,
        told_at=told.get(number),
        resolved_at=resolved,
        private=private,
    )


@lru_cache(maxsize=1024)
def _names(services: str) -> tuple[str, ...]:
    """Of services, as the table has them: thousands of incidents share a few."""
    return tuple(json.loads(services))


def _seen(session: Session, counts: ColumnElement[bool], person: str | None) -> set[int | None]:
    """The private ones that they may see. There are few, so the rule itself decides on each."""
    if person is None:
        return set()
    private = session.scalars(select(Incident).where(counts, col(Incident.private)).options(*along()))
    return {incident.id for incident in private if may_see(incident, person)}


def _told(session: Session, counts: ColumnElement[bool]) -> dict[int, datetime]:
    """When the first update of each was posted."""
    first = func.min(col(StatusUpdate.posted_at), type_=UTCDateTime)
    joined = select(col(StatusUpdate.incident_id), first).join(
        Incident, col(Incident.id) == col(StatusUpdate.incident_id)
    )
    posted = joined.where(counts, col(StatusUpdate.posted_at).is_not(None))
    rows = session.execute(posted.group_by(col(StatusUpdate.incident_id))).tuples()
    return {number: at for number, at in rows if number is not None and at is not None}


def _held(session: Session, since: datetime, until: datetime) -> list[Held]:
    role = IncidentRoleAssignment
    wanted = select(
        col(role.incident_id), col(role.user_id), col(role.role), col(role.assigned_at), col(role.released_at)
    )
    rows = session.execute(
        wanted.join(Incident, col(Incident.id) == col(role.incident_id)).where(_counts(since, until))
    )
    return [
        Held(number=number or 0, person=person, role=name, since=at, until=released)
        for number, person, name, at, released in rows.tuples()
    ]


def _done(session: Session, since: datetime, until: datetime) -> list[tuple[int, str]]:
    """Tasks that were done, by whoever did them."""
    wanted = select(col(Task.incident_id), col(Task.done_by)).join(
        Incident, col(Incident.id) == col(Task.incident_id)
    )
    done = wanted.where(_counts(since, until), col(Task.done_at).is_not(None), col(Task.dropped_at).is_(None))
    return [(number or 0, person) for number, person in session.execute(done).tuples() if person]


def _people(session: Session, ids: Iterable[str]) -> list[tuple[str, str, str | None]]:
    wanted = select(col(Person.id), col(Person.name), col(Person.tz)).where(col(Person.id).in_(list(ids)))
    return list(session.execute(wanted).tuples())
