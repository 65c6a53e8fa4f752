"""Reading incidents and timelines: lists, always in a stated order."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from incidents.incident import MERGED, Incident
from incidents.timeline import TimelineEntry
from incidents.visible import may_see
from storage.loading import along


def incidents(
    session: Session, *, seen_by: str | None, open_only: bool, limit: int, offset: int
) -> tuple[list[Incident], int]:
    """A page of incidents with their roles and tasks, newest first, and how many there are on all pages."""
    query = select(Incident).where(is_open()) if open_only else select(Incident)
    return page(session, query, seen_by=seen_by, limit=limit, offset=offset)


def is_open() -> Any:
    """Neither resolved nor cancelled nor merged."""
    return and_(*(col(end).is_(None) for end in (Incident.resolved_at, Incident.cancelled_at, Incident.merged_at)))


def page(
    session: Session,
    query: Select[tuple[Incident]],
    *,
    seen_by: str | None,
    limit: int,
    offset: int = 0,
    order: Sequence[Any] = (),
) -> tuple[list[Incident], int]:
    """Of the incidents that a query finds, those that somebody may see: a page, and how many in all.

    In this `order`, the newest first.
    """
    if seen_by is not None:
        query = query.where(col(Incident.id).not_in(_hidden(session, query, seen_by)))
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    shown = query.order_by(*order, col(Incident.id).desc()).limit(limit).offset(offset)
    return list(session.scalars(shown.options(*along()))), total


def hidden_from(session: Session, numbers: Collection[int], person: str) -> set[int | None]:
    """Those of these incidents of which this person may not know."""
    return {*_hidden(session, select(Incident).where(col(Incident.id).in_(numbers)), person)}


def _hidden(session: Session, query: Select[tuple[Incident]], person: str) -> list[int | None]:
    """The private ones that they may not see. There are few, so the rule itself decides on each."""
    private = session.scalars(query.where(col(Incident.private)).options(*along()))
    return [incident.id for incident in private if not may_see(incident, person)]


def timeline(session: Session, incident_id: int) -> list[TimelineEntry]:
    """The entries that people see (`TimelineEntry.shown`), in the order in which things happened.

    Those of incidents that were merged into this one are among them, except for the line that says so there.
    """
    return list(session.scalars(_timeline(), {"number": incident_id}))


def hidden(session: Session, incident_id: int) -> list[TimelineEntry]:
    """The entries that somebody has hidden, by the time of the events."""
    of_it = (col(TimelineEntry.incident_id) == incident_id, col(TimelineEntry.hidden_at).is_not(None))
    found = select(TimelineEntry).where(*of_it, col(TimelineEntry.text).is_not(None))
    return list(session.scalars(found.order_by(col(TimelineEntry.at), col(TimelineEntry.id))))


def timeline_page(
    session: Session, incident_id: int, *, before: tuple[datetime, int] | None, limit: int
) -> list[TimelineEntry]:
    """The same, the latest first: so many that came before an entry (its time and `id`), or the last ones."""
    at, number = col(TimelineEntry.at), col(TimelineEntry.id)
    query = _timeline().order_by(None).order_by(at.desc(), number.desc()).limit(limit)
    if before:
        query = query.where(or_(at < before[0], and_(at == before[0], number < before[1])))
    return list(session.scalars(query, {"number": incident_id}))


def minds_who_comes(session: Session, channel_id: str, ready_before: datetime, *, invited: bool) -> bool:
    """Whether it is the room of a private incident, or of an open one.

    Of those whom we have `invited` it is only worth knowing where people may come late.
    """
    late = col(Incident.room_ready_at) <= ready_before
    minding = and_(is_open(), late) if invited else is_open()
    room = select(col(Incident.id)).where(col(Incident.channel_id) == channel_id)
    return session.scalar(room.where(or_(col(Incident.private), minding))) is not None


def to_remind(session: Session, now: datetime) -> list[int]:
    """Incidents with a reminder that is due by now, the one that waits longest first."""
    due = select(col(Incident.id)).where(col(Incident.remind_at) <= now).order_by(col(Incident.remind_at))
    return [number for number in session.scalars(due) if number is not None]


def merged_into(session: Session, incident_id: int) -> list[Incident]:
    """The incidents that were merged into this one, in the order of their numbers."""
    return list(session.scalars(_merged_into(), {"number": incident_id}))


# Made once each: putting them together takes longer than the database's answer.

NUMBER = bindparam("number", type_=Integer)


@cache
def _timeline() -> Select[tuple[TimelineEntry]]:
    own = col(TimelineEntry.incident_id) == NUMBER
    joined = and_(col(TimelineEntry.incident_id).in_(_family()), col(TimelineEntry.kind) != MERGED)
    shown = select(TimelineEntry).where(
        or_(own, joined),
        col(TimelineEntry.removed_at).is_(None),
        col(TimelineEntry.hidden_at).is_(None),
        col(TimelineEntry.text).is_not(None),
    )
    return shown.order_by(col(TimelineEntry.at), col(TimelineEntry.id))


@cache
def _merged_into() -> Select[tuple[Incident]]:
    merged = select(Incident).where(col(Incident.merged_into) == NUMBER, col(Incident.id).in_(_family()))
    return merged.order_by(col(Incident.id))


def _family() -> Select[tuple[int]]:
    """Its number, and those of all that went into it, also by way of others; what is private in public: never."""
    one = select(col(Incident.id), col(Incident.private)).where(col(Incident.id) == NUMBER)
    family = one.cte("family", recursive=True)
    fits = or_(col(Incident.private).is_(False), family.c.private)
    more = select(col(Incident.id), col(Incident.private)).where(col(Incident.merged_into) == family.c.id, fits)
    return select(family.union(more).c.id)
