"""Reading incidents and timelines: lists, always in a stated order."""

from typing import Any, cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.attributes import QueryableAttribute
from sqlmodel import col

from incidents.incident import Incident
from incidents.timeline import TimelineEntry


def incidents(session: Session, *, open_only: bool, limit: int, offset: int) -> tuple[list[Incident], int]:
    """A page of incidents with their roles, newest first, and how many there are on all pages."""
    query = select(Incident)
    if open_only:
        query = query.where(col(Incident.resolved_at).is_(None), col(Incident.cancelled_at).is_(None))
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    page = query.order_by(col(Incident.id).desc()).limit(limit).offset(offset)
    roles = selectinload(cast("QueryableAttribute[Any]", Incident.roles))
    return list(session.scalars(page.options(roles))), total


def timeline(session: Session, incident_id: int) -> list[TimelineEntry]:
    """The entries that people see (`TimelineEntry.shown`), in the order in which things happened."""
    shown = select(TimelineEntry).where(
        col(TimelineEntry.incident_id) == incident_id,
        col(TimelineEntry.removed_at).is_(None),
        col(TimelineEntry.text).is_not(None),
    )
    return list(session.scalars(shown.order_by(col(TimelineEntry.at), col(TimelineEntry.id))))
