"""Effects that were given up: which they are, and how they are tried again."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from storage.database import Transaction
from storage.tables import OutboxRow


def failed(session: Session, incident_id: int) -> list[OutboxRow]:
    """The incident's dead rows that nothing has made good since, newest first."""
    return list(session.scalars(_failed(), {"number": incident_id}))


@cache
def _failed() -> Select[tuple[OutboxRow]]:
    rows = select(OutboxRow).where(col(OutboxRow.incident_id) == bindparam("number"), *_given_up())
    return rows.order_by(col(OutboxRow.id).desc())


def unfinished(session: Session) -> list[OutboxRow]:
    """All that waits or was given up, in the order it was queued."""
    waiting = and_(col(OutboxRow.done_at).is_(None), col(OutboxRow.dead_at).is_(None))
    rows = select(OutboxRow).where(or_(waiting, and_(*_given_up()))).order_by(col(OutboxRow.id))
    return list(session.scalars(rows))


def depth(session: Session, besides: str) -> tuple[int, int]:
    """How many effects wait, those of one kind apart, and how many were given up."""
    waiting = (col(OutboxRow.done_at).is_(None), col(OutboxRow.dead_at).is_(None), col(OutboxRow.kind) != besides)
    counts = (select(func.count()).select_from(OutboxRow).where(*which) for which in (waiting, _given_up()))
    wait, given_up = (session.scalar(count) or 0 for count in counts)
    return wait, given_up


def revive(session: Transaction, rows: Sequence[OutboxRow], now: datetime) -> int:
    """Lets dead rows be claimed again, each in its old place in its lane; how many there were.

    `attempts` stays: whoever performs it again looks first whether an earlier try was done after all.
    """
    ids = [row.id for row in rows]
    again = (
        update(OutboxRow)
        .where(col(OutboxRow.id).in_(ids), col(OutboxRow.dead_at).is_not(None))
        .values(dead_at=None, due_at=now, leased_by=None, lease_until=None)
    )
    session.wakes = True
    return session.connection().execute(again).rowcount


def _given_up() -> tuple[Any, ...]:
    """Dead, and no later row of its kind was done in its lane."""
    later = aliased(OutboxRow)
    made_good = exists().where(
        col(later.lane) == col(OutboxRow.lane),
        col(later.kind) == col(OutboxRow.kind),
        col(later.id) > col(OutboxRow.id),
        col(later.done_at).is_not(None),
    )
    return col(OutboxRow.dead_at).is_not(None), ~made_good
