"""Reading what is left to do at the end of a week: a constant number of queries."""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, not_, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from incidents.catalog import Catalog
from incidents.home import OWED_FOR, owed_by
from incidents.incident import RESOLVED, Incident
from incidents.postmortem import FINISHED, Postmortem
from incidents.task import Task
from incidents.weekly import Left
from storage.loading import along
from storage.reading import is_open, page

NAMED = 5
"""Open incidents that come by name."""


def left(session: Session, until: datetime, catalog: Catalog) -> Left:
    """What is open of all that was declared until then, and which post-mortems are owed; nothing private."""
    still, total = page(
        session,
        select(Incident).where(is_open(), col(Incident.declared_at) < until, *_for_everybody()),
        seen_by=None,
        limit=NAMED,
        order=[col(Incident.declared_at)],
    )
    late, lates = _late(session, until)
    return Left(open=still, opened=total, owed=_owed(session, until, catalog), late=late, lates=lates)


def _late(session: Session, until: datetime) -> tuple[list[tuple[Incident, Task]], int]:
    """Action items that were due before and are not done, however long ago their incident was resolved."""
    ended = (Task.done_at, Task.dropped_at)
    late = (
        col(Incident.status) == RESOLVED,
        col(Task.due_at) < until,
        col(Task.text).is_not(None),
        *(col(each).is_(None) for each in ended),
        *_for_everybody(),
    )
    both = select(Incident, Task).join(Task, col(Task.incident_id) == col(Incident.id)).where(*late)
    found = session.execute(both.order_by(col(Task.due_at), col(Task.id)).limit(NAMED)).tuples()
    count = select(func.count(col(Task.id))).join(Incident, col(Incident.id) == col(Task.incident_id)).where(*late)
    return [(incident, task) for incident, task in found], session.scalar(count) or 0


def _owed(session: Session, until: datetime, catalog: Catalog) -> list[tuple[Incident, str]]:
    """The rule itself decides on each that may be unfinished; who waits longest comes first."""
    ended = (col(Incident.status) == RESOLVED, col(Incident.resolved_at) < until)
    query = select(Incident).where(*ended, unfinished(until), *_for_everybody())
    found = session.scalars(query.order_by(col(Incident.resolved_at), col(Incident.id)).options(*along()))
    return [(each, person) for each in found if (person := owed_by(each, catalog, at=until))]


def unfinished(at: datetime) -> Any:
    """Its post-mortem is not done; one from before these were kept counts as such for a while."""
    begun = col(Incident.id).in_(select(col(Postmortem.incident_id)))
    done = col(Incident.id).in_(select(col(Postmortem.incident_id)).where(col(Postmortem.state).in_(FINISHED)))
    return or_(and_(begun, not_(done)), and_(not_(begun), col(Incident.resolved_at) >= at - OWED_FOR))


def _for_everybody() -> tuple[Any, ...]:
    return col(Incident.private).is_(False), col(Incident.drill).is_(False)
