"""The homes that people have open, and what is to be seen in them: a constant number of queries each."""

from datetime import datetime
from typing import Any

from sqlalchemy import case, delete, func, or_, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from incidents.catalog import Catalog
from incidents.home import OWN, SHOWN, Home, Mine, sorted_out
from incidents.incident import RESOLVED, Incident
from storage.database import Transaction
from storage.keeping import insert
from storage.listing import concerns, has_part, writes
from storage.reading import is_open, page
from storage.tables import HomeTab
from storage.weekly import unfinished


def opened(session: Transaction, person: str, now: datetime) -> None:
    """Somebody looks at their home: whatever it showed before is of no account."""
    fresh = {"opened_at": now, "painted_at": None, "seen": None, "shown": "", "admin": None}
    statement = insert(session, HomeTab).values(person_id=person, **fresh)
    session.execute(statement.on_conflict_do_update(index_elements=["person_id"], set_=fresh))


def closed(session: Transaction, person: str) -> None:
    """It cannot be shown, so nobody keeps it in step."""
    session.execute(delete(HomeTab).where(col(HomeTab.person_id) == person))


def painted(session: Transaction, home: HomeTab) -> None:
    """It shows this now, unless it was opened anew meanwhile."""
    same = (col(HomeTab.person_id) == home.person_id, col(HomeTab.opened_at) == home.opened_at)
    shown = home.model_dump(include={"painted_at", "seen", "shown", "admin"})
    session.execute(update(HomeTab).where(*same).values(**shown))


def outdated(session: Session, since: datetime, limit: int) -> list[str]:
    """Whose home was opened since then and may be behind; the one that waits longest comes first."""
    behind = col(HomeTab.seen).is_distinct_from(_changes())
    lately = (col(HomeTab.opened_at) > since, col(HomeTab.painted_at).is_not(None))
    query = select(col(HomeTab.person_id)).where(*lately, behind)
    return list(session.scalars(query.order_by(col(HomeTab.painted_at), col(HomeTab.person_id)).limit(limit)))


def looked_at(session: Session, person: str, catalog: Catalog, now: datetime) -> tuple[HomeTab | None, Home]:
    """A home as it was last shown, and what belongs into it now, the worst first."""
    known = session.get(HomeTab, person)
    if known:  # counted first: what is changed meanwhile is seen, or painted once more
        known.seen = session.scalar(select(_changes()))
    everything, order = select(Incident).where(is_open()), [_worst(catalog)]
    found, total = page(session, everything, seen_by=person, limit=SHOWN, order=order)
    return known, Home(mine=mine(session, person, catalog, now), open=found, opened=total)


def mine(session: Session, person: str, catalog: Catalog, now: datetime) -> Mine:
    """What is theirs, the worst first, and none of it that they may not see."""
    ours = select(Incident).where(concerns(person))
    order = [case((has_part(person), 0), else_=1), _worst(catalog)]  # some declare hundreds, and do none
    still, _ = page(session, ours.where(is_open()), seen_by=person, limit=OWN, order=order)
    resolved = select(Incident).where(col(Incident.status) == RESOLVED, or_(concerns(person), writes(person)))
    owed = [case((unfinished(now), 0), else_=1)]
    ended, _ = page(session, resolved, seen_by=person, limit=OWN, order=owed)
    return sorted_out(person, catalog, open=still, ended=ended, at=now)


def _worst(catalog: Catalog) -> Any:
    ranks = {severity.key: rank for rank, severity in enumerate(catalog.severities)}
    return case(ranks, value=col(Incident.severity), else_=len(ranks))


def _changes() -> Any:
    """How many changes there ever were: it grows with each, whatever the clocks of several processes say."""
    return select(func.coalesce(func.sum(col(Incident.version)), 0)).scalar_subquery()
