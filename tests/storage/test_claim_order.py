"""Whatever workers do, rows of a lane happen one after the other, in the order in which they were asked for."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlmodel import Session, col

from incidents.effects.people import AnswerPerson
from storage import claiming, outbox
from storage.database import Database, Transaction
from storage.store import Store
from storage.tables import OutboxRow
from storage.where import NEW, numbered
from tests.databases import SettableClock
from tests.storage.given import ask, declare

LANES = ("a", "b", "c")
STEPS = st.one_of(
    st.tuples(st.just("ask"), st.sampled_from(LANES)),
    st.tuples(st.just("claim"), st.integers(1, 3)),
    st.tuples(st.sampled_from(["finish", "bury", "postpone"]), st.integers(0, 9)),
    st.tuples(st.just("wait"), st.sampled_from([1, 5, 11])),
)


class Workers:
    """Two workers on one outbox, driven step by step, and what they hold."""

    def __init__(self, database: Database, clock: SettableClock) -> None:
        self.database = database
        self.clock = clock
        self.held: list[OutboxRow] = []
        self.turn = 0

    def write(self, work: Callable[[Transaction], None]) -> None:
        self.database.write(work, lambda: None)

    def ask(self, lane: str) -> None:
        effect = AnswerPerson(user_id=lane)
        self.write(lambda s: outbox.enqueue(s, effect, dedupe_key=None, now=self.clock.now))

    def claim(self, limit: int) -> None:
        self.turn += 1
        worker = f"w{self.turn % 2}"
        before = unfinished(self.database)
        claimed = self.database.write(lambda s: claiming.claim(s, worker, limit, self.clock.now), lambda: None)
        for row in claimed:
            first = next(other for other in before if other.lane == row.lane)
            assert row.id == first.id, "a row was claimed before an earlier one of its lane"
            assert first.lease_until is None or first.lease_until <= self.clock.now, "two hold one row"
            assert first.due_at <= self.clock.now, "a row was claimed before its time"
        free = {row.lane: row for row in reversed(before)}
        ripe = [
            row
            for row in free.values()
            if row.due_at <= self.clock.now and (row.lease_until is None or row.lease_until <= self.clock.now)
        ]
        assert len(claimed) == min(limit, len(ripe)), "a row that could be claimed was passed by"
        self.held += claimed

    def end(self, how: str, which: int) -> None:
        if not self.held:
            return
        row = self.held.pop(which % len(self.held))
        try:
            self.write(lambda s: self._end(s, how, row))
        except claiming.LeaseLost:
            assert any(other.id == row.id for other in self.held) or row.id not in {
                other.id for other in unfinished(self.database) if other.leased_by == row.leased_by
            }

    def _end(self, session: Transaction, how: str, row: OutboxRow) -> None:
        if how == "finish":
            claiming.done(session, row, self.clock.now)
        elif how == "bury":
            claiming.dead(session, row, "no", self.clock.now)
        else:
            claiming.postpone(session, row, self.clock.now + timedelta(seconds=3), "later")


def unfinished(database: Database) -> list[OutboxRow]:
    waiting = select(OutboxRow).where(col(OutboxRow.done_at).is_(None), col(OutboxRow.dead_at).is_(None))
    return database.read(lambda s: list(s.scalars(waiting.order_by(col(OutboxRow.id)))))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.engine.dispose()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=30))
def test_a_lane_is_worked_off_in_order_whatever_happens(database: Database, steps: list[tuple[str, int]]) -> None:
    with Session(database.engine) as session:
        session.execute(delete(OutboxRow))
        session.commit()
    workers = Workers(database, SettableClock())
    for step, value in steps:
        if step == "ask":
            workers.ask(str(value))
        elif step == "claim":
            workers.claim(value)
        elif step == "wait":
            workers.clock.advance(seconds=value)
        else:
            workers.end(step, value)


async def test_ic_32_two_stores_on_one_database_take_every_row_once_and_in_order(
    database_url: str, clock: SettableClock
) -> None:
    stores = [Store(database_url, clock=clock) for _ in range(2)]
    for store in stores:
        await store.start()
    performed: list[tuple[str, int]] = []

    async def ask_for_much(store: Store, number: int) -> None:
        for turn in range(12):
            people = [AnswerPerson(user_id=f"U{lane}", answer=str(turn)) for lane in range(4)]
            await store.change(numbered(number), ask(*people))

    async def work(store: Store, name: str) -> None:
        while len(performed) < 2 * 12 * 4:
            for row in await store.claim(name, 3):
                performed.append((row.lane, int(row.payload["answer"])))
                await store.finish(row)

    for store in stores:
        await store.change(NEW, declare())
    async with asyncio.timeout(20):
        await asyncio.gather(
            *(ask_for_much(store, number) for number, store in enumerate(stores, 1)),
            *(work(store, f"w{n}") for n, store in enumerate([*stores, *stores])),
        )
    for lane in {lane for lane, _ in performed}:
        assert [turn for where, turn in performed if where == lane] == list(range(12))
    for store in stores:
        await store.close()
