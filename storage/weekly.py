"""Reading what is left to do at the end of a week: a constant number of queries."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from incidents.home import OWED_FOR, owed_by
from incidents.incident import RESOLVED, Incident
from incidents.weekly import Left
from storage.loading import along
from storage.reading import is_open, page

NAMED = 5
"""Open incidents that come by name."""


def left(session: Session, until: datetime) -> Left:
    """What is open of all that was declared until then, and which post-mortems are owed; nothing private."""
    still, total = page(
        session,
        select(Incident).where(is_open(), col(Incident.declared_at) < until, *_for_everybody()),
        seen_by=None,
        limit=NAMED,
        order=[col(Incident.declared_at)],
    )
    return Left(open=still, opened=total, owed=_owed(session, until))


def _owed(session: Session, until: datetime) -> list[tuple[Incident, str]]:
    """The rule itself decides on each that was resolved lately; who waits longest comes first."""
    lately = (col(Incident.resolved_at) >= until - OWED_FOR, col(Incident.resolved_at) < until)
    ended = select(Incident).where(col(Incident.status) == RESOLVED, *lately, *_for_everybody())
    found = session.scalars(ended.order_by(col(Incident.resolved_at), col(Incident.id)).options(*along()))
    return [(each, person) for each in found if (person := owed_by(each, at=until))]


def _for_everybody() -> tuple[Any, ...]:
    return col(Incident.private).is_(False), col(Incident.drill).is_(False)
