"""Taking rows out of the outbox: claim, renew, and how a claim ends, each fenced by its worker.

This is asked all the time, and putting a statement together costs more than the database's answer: each is made
once, with names (`bindparam`) for what differs.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import CursorResult, Select, Update, and_, bindparam, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql.dml import ReturningUpdate
from sqlmodel import col

from incidents.columns import UTCDateTime
from storage.database import Transaction
from storage.outbox import space_out
from storage.tables import OutboxRow

LEASE = timedelta(seconds=10)
"""How long a claim holds unrenewed, and so what a killed process costs at most."""


class LeaseLost(Exception):
    """The row is not this worker's any more: its lease ran out and another took it, or it is finished."""


def claim(session: Transaction, worker: str, limit: int, now: datetime) -> list[OutboxRow]:
    """Lease up to `limit` due rows, at most one a lane: its first unfinished one, if that is free.

    Where more are due, the incident that was declared first goes first: many rooms at once are whole one after
    another, and not all half open for as long as the last one takes.
    """
    ids = session.scalars(_candidates(), {"now": now, "most": limit}).all()
    if not ids:
        session.keep = False
        return []
    # Asked again with the rows in hand: the first look may be older than a neighbour's commit.
    lease = {"ids": ids, "now": now, "worker": worker, "until": now + LEASE}
    return sorted(session.scalars(_taken(), lease), key=lambda row: row.id or 0)


def renew(session: Transaction, rows: Sequence[OutboxRow], now: datetime) -> None:
    """Prolong the leases that are still held; the others are left alone."""
    # One order for everybody, so that nobody waits in a circle.
    for row in sorted(rows, key=lambda row: row.id or 0):
        _mine(session, row, lease_until=now + LEASE)


def done(session: Transaction, row: OutboxRow, now: datetime) -> None:
    """Mark the row as done. Raises LeaseLost."""
    _end(session, row, done_at=now, lease_until=None)
    space_out(session, row, now)
    session.wakes |= _somebody_behind(session, row)


def dead(session: Transaction, row: OutboxRow, error: str, now: datetime) -> None:
    """Give the row up; the next in its lane may pass. Raises LeaseLost."""
    _end(session, row, dead_at=now, lease_until=None, last_error=error)
    session.wakes |= _somebody_behind(session, row)


def postpone(session: Transaction, row: OutboxRow, due_at: datetime, error: str) -> None:
    """Free the row for a later try. Raises LeaseLost."""
    _end(session, row, due_at=due_at, lease_until=None, leased_by=None, last_error=error)
    session.wakes = True  # whoever sleeps until the next due time has a new one to reckon with


def next_due(session: Session) -> datetime | None:
    """When it is worth claiming again; in the past if it already is."""
    times = (max(due_at, lease or due_at) for due_at, lease in session.execute(_heads()).tuples())
    return min(times, default=None)


def drop_done_before(session: Transaction, moment: datetime) -> None:
    """Forget what was done long ago."""
    session.execute(delete(OutboxRow).where(col(OutboxRow.done_at) < moment))


@cache
def _candidates() -> Select[tuple[int | None]]:
    first = (func.coalesce(col(OutboxRow.incident_id), 0), col(OutboxRow.id))
    ripe = select(col(OutboxRow.id)).where(_ripe()).order_by(*first).limit(bindparam("most"))
    return ripe.with_for_update(skip_locked=True)


@cache
def _taken() -> ReturningUpdate[tuple[OutboxRow]]:
    lease = {"leased_by": bindparam("worker"), "lease_until": bindparam("until", type_=UTCDateTime())}
    return (
        update(OutboxRow)
        .where(col(OutboxRow.id).in_(bindparam("ids", expanding=True)), _ripe())
        .values(**lease, attempts=col(OutboxRow.attempts) + 1)
        .returning(OutboxRow)
        .execution_options(synchronize_session=False)
    )


@cache
def _heads() -> Select[tuple[datetime, datetime | None]]:
    return select(col(OutboxRow.due_at), col(OutboxRow.lease_until)).where(_first_in_lane())


def _ripe() -> Any:
    """Free, due, and its lane's first."""
    now, lease = bindparam("now", type_=UTCDateTime()), col(OutboxRow.lease_until)
    return and_(_first_in_lane(), col(OutboxRow.due_at) <= now, or_(lease.is_(None), lease <= now))


def _first_in_lane() -> Any:
    """Unfinished, and no earlier unfinished row in the same lane: this, not a lock, decides the order.

    Asked as one number a row, because PostgreSQL turns NOT EXISTS into a join that it plans badly (250 ms).
    """
    other = aliased(OutboxRow)
    same_lane = col(other.lane) == col(OutboxRow.lane)
    first = select(func.min(col(other.id))).where(same_lane, _unfinished(other)).scalar_subquery()
    return and_(_unfinished(OutboxRow), col(OutboxRow.id) == first)


def _unfinished(row: type[OutboxRow]) -> Any:
    return and_(col(row.done_at).is_(None), col(row.dead_at).is_(None))


def _somebody_behind(session: Transaction, row: OutboxRow) -> bool:
    return bool(session.scalar(_behind(), {"in_lane": row.lane}))


@cache
def _behind() -> Select[tuple[bool]]:
    return select(exists().where(col(OutboxRow.lane) == bindparam("in_lane"), _unfinished(OutboxRow)))


def _end(session: Transaction, row: OutboxRow, **values: Any) -> None:
    if _mine(session, row, **values) != 1:
        raise LeaseLost(f"outbox row {row.id} is not {row.leased_by}'s any more")


def _mine(session: Transaction, row: OutboxRow, **values: Any) -> int:
    named = {f"new_{name}": value for name, value in values.items()}
    given = {"row": row.id, "worker": row.leased_by, **named}
    result: CursorResult[Any] = session.connection().execute(_fenced(*values), given)
    return result.rowcount


@cache
def _fenced(*columns: str) -> Update:
    """Sets these columns of a row, as long as it is its worker's."""
    mine = (col(OutboxRow.id) == bindparam("row"), col(OutboxRow.leased_by) == bindparam("worker"))
    values: dict[str, Any] = {name: bindparam(f"new_{name}") for name in columns}
    return update(OutboxRow).where(*mine, _unfinished(OutboxRow)).values(**values)
