"""Putting effects into the outbox: the lane they stand in, and how a living one is coalesced."""

from collections.abc import Collection
from datetime import datetime
from functools import cache

from sqlalchemy import Select, Update, bindparam, func, or_, select, text, update
from sqlalchemy.orm import Session
from sqlmodel import col

from incidents.change import Effect
from incidents.columns import UTCDateTime
from incidents.effects import EFFECTS
from storage.database import Transaction
from storage.keeping import insert
from storage.tables import OutboxRow

LONGEST_PAUSE = max(effect.pause for effect in EFFECTS.values())

Key = tuple[str, str]
"""Lane and kind."""

Latest = dict[Key, datetime]
"""When something was last done, where that was a moment ago."""


def add(session: Transaction, effects: Collection[Effect], *, incident_id: int, now: datetime) -> None:
    """Queue what must still happen for an incident that this transaction has locked."""
    if not effects:
        return
    # Also when all were coalesced: a claim may just have passed by a row that we had locked.
    session.wakes = True
    waiting, latest = _living(session, {f"INC-{incident_id}/{e.in_lane()}" for e in effects if e.living}, now)
    for effect in effects:
        lane = f"INC-{incident_id}/{effect.in_lane()}"
        key = (lane, effect.kind)
        if effect.living:
            if key in waiting:
                continue
            waiting.add(key)
        session.add(_row(effect, lane, incident_id, now, latest.get(key) if effect.living else None))


def enqueue(session: Transaction, effect: Effect, *, dedupe_key: str | None, now: datetime) -> None:
    """Queue something that belongs to no incident; a second one with the same dedupe key is dropped."""
    lane = effect.in_lane()
    if session.get_bind().dialect.name == "postgresql":
        # No incident lock keeps the order of ids the order of commits here, so the lane is its own lock.
        session.execute(text("SELECT pg_advisory_xact_lock(hashtext(:lane))"), {"lane": lane})
    waiting, latest = _living(session, {lane} if effect.living else set(), now)
    session.wakes = True
    if (lane, effect.kind) in waiting:
        return
    row = _row(effect, lane, None, now, latest.get((lane, effect.kind)))
    fields = row.model_dump(exclude={"id"}) | {"dedupe_key": dedupe_key}
    session.execute(insert(session, OutboxRow).values(**fields).on_conflict_do_nothing())


def in_line(session: Session, incident_id: int, kind: str) -> tuple[int, datetime] | None:
    """How many unfinished effects of a kind are ahead of this incident's own, and when that is due next."""
    waiting = (col(OutboxRow.kind) == kind, col(OutboxRow.done_at).is_(None), col(OutboxRow.dead_at).is_(None))
    own = select(OutboxRow).where(*waiting, col(OutboxRow.incident_id) == incident_id).order_by(col(OutboxRow.id))
    row = session.scalars(own).first()
    if row is None:
        return None
    ahead = select(func.count()).select_from(OutboxRow).where(*waiting, col(OutboxRow.id) < row.id)
    return session.scalar(ahead) or 0, row.due_at


def under_way(
    session: Session, incident_id: int, since: datetime, besides: Collection[str], now: datetime
) -> bool:
    """Whether anything queued before `since` is being done for this incident at this moment, these kinds apart."""
    leased = select(col(OutboxRow.id)).where(
        col(OutboxRow.incident_id) == incident_id,
        col(OutboxRow.created_at) < since,
        col(OutboxRow.done_at).is_(None),
        col(OutboxRow.dead_at).is_(None),
        col(OutboxRow.lease_until) > now,
        col(OutboxRow.kind).not_in(besides),
    )
    return session.scalar(leased.limit(1)) is not None


def is_waiting(session: Session, incident_id: int, kinds: Collection[str]) -> bool:
    """Whether any effect of these kinds is still to be done for this incident, or is being done."""
    waiting = select(col(OutboxRow.id)).where(
        col(OutboxRow.incident_id) == incident_id,
        col(OutboxRow.kind).in_(kinds),
        col(OutboxRow.done_at).is_(None),
        col(OutboxRow.dead_at).is_(None),
    )
    return session.scalar(waiting.limit(1)) is not None


def space_out(session: Transaction, row: OutboxRow, now: datetime) -> None:
    """After a living effect happened, let the next one of its kind wait its turn."""
    kind = EFFECTS.get(row.kind)
    if kind is None or not kind.living:
        return
    turn = {"of_lane": row.lane, "of_kind": row.kind, "turn": now + kind.pause}
    session.connection().execute(_waiting_its_turn(), turn)


@cache
def _waiting_its_turn() -> Update:
    turn = bindparam("turn", type_=UTCDateTime())
    same = (col(OutboxRow.lane) == bindparam("of_lane"), col(OutboxRow.kind) == bindparam("of_kind"))
    unfinished = (col(OutboxRow.done_at).is_(None), col(OutboxRow.dead_at).is_(None))
    return update(OutboxRow).where(*same, *unfinished, col(OutboxRow.due_at) < turn).values(due_at=turn)


def _row(effect: Effect, lane: str, number: int | None, now: datetime, last: datetime | None) -> OutboxRow:
    return OutboxRow(
        incident_id=number,
        lane=lane,
        kind=effect.kind,
        payload=effect.payload(),
        created_at=now,
        due_at=max(now, last + effect.pause) if last else now,
    )


def _living(session: Transaction, lanes: Collection[str], now: datetime) -> tuple[set[Key], Latest]:
    """In these lanes: what waits unclaimed, and what was done so lately that the next one must wait.

    A row that is just being claimed is locked and skipped: its painter may have read the state already.
    """
    if not lanes:
        return set(), {}
    waiting: set[Key] = set()
    latest: Latest = {}
    asked = {"lanes": list(lanes), "lately": now - LONGEST_PAUSE}
    for lane, kind, lease_until, done_at in session.execute(_alive(), asked).tuples():
        if done_at is not None:
            latest[lane, kind] = max(done_at, latest.get((lane, kind), done_at))
        elif lease_until is None:
            waiting.add((lane, kind))
    return waiting, latest


@cache
def _alive() -> Select[tuple[str, str, datetime | None, datetime | None]]:
    wanted = (col(OutboxRow.lane), col(OutboxRow.kind), col(OutboxRow.lease_until), col(OutboxRow.done_at))
    done_at, lately = col(OutboxRow.done_at), bindparam("lately", type_=UTCDateTime())
    alive = select(*wanted).where(
        col(OutboxRow.lane).in_(bindparam("lanes", expanding=True)),
        col(OutboxRow.dead_at).is_(None),
        or_(done_at.is_(None), done_at > lately),
    )
    return alive.with_for_update(skip_locked=True)
