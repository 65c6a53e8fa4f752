"""The homes that people have open, and what is to be seen in them: a constant number of queries each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case, delete, func, select, update
from sqlalchemy.orm import Session
from sqlmodel import col

from incidents.home import OWN, SHOWN, Home, Mine, sorted_out
from incidents.incident import RESOLVED, Incident
from storage.database import Transaction
from storage.keeping import insert
from storage.listing import concerns, has_part
from storage.reading import is_open, page
from storage.tables import HomeTab


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


def looked_at(
    session: Session, person: str, severities: Sequence[str], now: datetime
) -> tuple[HomeTab | None, Home]:
    """A home as it was last shown, and what belongs into it now. `severities`: the worst first."""
    known = session.get(HomeTab, person)
    if known:  # counted first: what is changed meanwhile is seen, or painted once more
        known.seen = session.scalar(select(_changes()))
    everything, order = select(Incident).where(is_open()), [_worst(severities)]
    found, total = page(session, everything, seen_by=person, limit=SHOWN, order=order)
    return known, Home(mine=mine(session, person, severities, now), open=found, opened=total)


def mine(session: Session, person: str, severities: Sequence[str], now: datetime) -> Mine:
    """What is theirs, the worst first. All of it they may see, whatever else is true."""
    ours = select(Incident).where(concerns(person))
    order = [case((has_part(person), 0), else_=1), _worst(severities)]  # some declare hundreds, and do none
    still, _ = page(session, ours.where(is_open()), seen_by=None, limit=OWN, order=order)
    ended, _ = page(session, ours.where(col(Incident.status) == RESOLVED), seen_by=None, limit=OWN)
    return sorted_out(person, open=still, ended=ended, at=now)


def _worst(severities: Sequence[str]) -> Any:
    ranks = {key: rank for rank, key in enumerate(severities)}
    return case(ranks, value=col(Incident.severity), else_=len(severities))


def _changes() -> Any:
    """How many changes there ever were: it grows with each, whatever the clocks of several processes say."""
    return select(func.coalesce(func.sum(col(Incident.version)), 0)).scalar_subquery()
