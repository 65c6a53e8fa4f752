"""Effects that were given up: which they are, and how they are tried again."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased
from sqlmodel import col

from incidents.change import Rule
from storage import changing
from storage.database import Transaction
from storage.reading import hidden_from
from storage.tables import OutboxRow
from storage.threads import Threads
from storage.where import Where, numbered


class GivenUp(Threads):
    """The part of the store that knows what waits and what was given up."""

    async def failed(self, incident_id: int) -> list[OutboxRow]:
        """The dead rows of an incident."""
        return await self._read(lambda s: failed(s, incident_id))

    async def outbox_depth(self, *, besides: str) -> tuple[int, int]:
        """How many effects wait, those of one kind apart, and how many were given up."""
        return await self._read(lambda s: depth(s, besides))

    async def unfinished(self) -> list[OutboxRow]:
        """All rows that wait or were given up, in the order they were queued."""
        return await self._read(unfinished)

    async def outbox_of(
        self, person: str, *, limit: int, after: int = 0, dead: bool | None = None
    ) -> list[tuple[OutboxRow, bool]]:
        """The first of these after a row (its id), each with whether this person may know which incident it is of.

        `dead`: those that were given up, or those that wait; None: both.
        """
        return await self._read(lambda s: seen_by(s, _unfinished(dead, after).limit(limit), person))

    async def retry_step(self, row_id: int, rule: Rule) -> int:
        """Try one dead row again, and apply the rule to its incident, if any; 0 if it is not given up."""

        def work(session: Transaction) -> int:
            row = given_up(session, row_id)
            if row is None:
                return 0
            if row.incident_id is not None:
                changing.change(session, numbered(row.incident_id), rule, clock=self.clock, once=None)
            return revive(session, [row], self.clock())

        return await self._write(work)

    async def retry(self, where: Where, rule: Rule, *, once: str | None = None) -> int:
        """Try an incident's dead rows again and apply the rule, in one transaction; how many there were."""

        def work(session: Transaction) -> int:
            changed = changing.change(session, where, rule, clock=self.clock, once=once)
            return revive(session, failed(session, changed.incident.id or 0), self.clock())

        return await self._write(work)


def failed(session: Session, incident_id: int) -> list[OutboxRow]:
    """The incident's dead rows that nothing has made good since, newest first."""
    return list(session.scalars(_failed(), {"number": incident_id}))


@cache
def _failed() -> Select[tuple[OutboxRow]]:
    rows = select(OutboxRow).where(col(OutboxRow.incident_id) == bindparam("number"), *_given_up())
    return rows.order_by(col(OutboxRow.id).desc())


def makes_good(session: Session, row: OutboxRow) -> bool:
    """Whether an earlier one of its kind stands as given up, and will not once this one is done."""
    return session.scalar(_earlier(), {"lane": row.lane, "kind": row.kind, "row": row.id}) is not None


@cache
def _earlier() -> Select[tuple[int | None]]:
    same = (col(OutboxRow.lane) == bindparam("lane"), col(OutboxRow.kind) == bindparam("kind"))
    return select(col(OutboxRow.id)).where(*same, col(OutboxRow.id) < bindparam("row"), *_given_up()).limit(1)


def unfinished(session: Session) -> list[OutboxRow]:
    """All that waits or was given up, in the order it was queued."""
    return list(session.scalars(_unfinished()))


def _unfinished(dead: bool | None = None, after: int = 0) -> Select[tuple[OutboxRow]]:
    waits = and_(col(OutboxRow.done_at).is_(None), col(OutboxRow.dead_at).is_(None))
    given_up = and_(*_given_up())
    which = or_(waits, given_up) if dead is None else given_up if dead else waits
    return select(OutboxRow).where(which, col(OutboxRow.id) > after).order_by(col(OutboxRow.id))


def seen_by(session: Session, query: Select[tuple[OutboxRow]], person: str) -> list[tuple[OutboxRow, bool]]:
    """Rows, each with whether this person may know which incident it is of."""
    rows = list(session.scalars(query))
    hidden = hidden_from(session, {row.incident_id for row in rows if row.incident_id}, person)
    return [(row, row.incident_id not in hidden) for row in rows]


def given_up(session: Session, row_id: int) -> OutboxRow | None:
    """This row, if it is dead and nothing has made it good since."""
    return session.scalars(select(OutboxRow).where(col(OutboxRow.id) == row_id, *_given_up())).one_or_none()


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
