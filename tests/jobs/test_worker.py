"""The worker goes on, whatever one row does to it."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from incidents.catalog import Catalog
from incidents.change import Rule
from incidents.declare import declare
from integrations.errors import Rejected
from jobs.desk import Desk, Identity, Job, Order
from jobs.worker import OUR_FAULTS, Worker
from storage.store import Store
from storage.where import NEW, numbered

pytestmark = pytest.mark.usefixtures("quiet")

ME = Identity(team_id="T1", team_url="https://x.example/", user_id="UBOT", bot_id="B1")


async def _declared(store: Store) -> int:
    at = datetime(2026, 11, 25, 10, tzinfo=UTC)
    changed = await store.change(NEW, lambda i: declare(i, Catalog(), title="down", by="U1", at=at))
    return changed.incident.id or 0


async def _works(store: Store, clock: Any, jobs: dict[str, Job], until: Callable[[], bool]) -> None:
    """Let a worker work, with the clock running ahead, until something is true."""
    desk = Desk(store, None, Catalog(), lambda: clock.now, ME)  # type: ignore[arg-type]  # these jobs call nobody
    worker = Worker(desk, jobs, "w")
    store.ring = worker.ring
    running = asyncio.create_task(worker.run())
    with suppress(TimeoutError):
        async with asyncio.timeout(20):
            while not until():
                if worker.idle:
                    clock.advance(seconds=61)
                await worker.tick()
                await asyncio.sleep(0.01)
    await worker.stop()
    running.cancel()


async def test_a_row_of_an_unknown_kind_stops_nobody_else(sqlite_url: str, clock: Any) -> None:
    store = Store(sqlite_url, clock=clock)
    await store.start()
    await _declared(store)
    with create_engine(sqlite_url).begin() as connection:
        columns = "lane, kind, payload, created_at, due_at, attempts"
        values = "'INC-1/x', 'from_the_future', '{}', '2020-01-01', '2020-01-01', 0"
        connection.execute(text(f"INSERT INTO outbox ({columns}) VALUES ({values})"))
    done: list[str] = []

    async def job(order: Order) -> Rule | None:
        done.append(order.incident.ref)
        return None

    await _works(store, clock, {"open_channel": job}, lambda: bool(done))
    await store.close()
    assert done == ["INC-1"]


async def test_a_fault_of_ours_is_tried_again_and_given_up_in_the_end(store: Store, clock: Any) -> None:
    number = await _declared(store)
    tries: list[int] = []

    async def job(order: Order) -> Rule | None:
        tries.append(order.attempt.number)
        raise ValueError("a bug")

    told: list[str] = []

    async def answer(order: Order) -> Rule | None:
        told.append(order.effect.answer)
        return None

    async def digest(order: Order) -> Rule | None:
        return None

    jobs: dict[str, Job] = {"open_channel": job, "answer_person": answer, "refresh_digest": digest}
    await _works(store, clock, jobs, lambda: "no_room" in told)
    assert tries == list(range(1, OUR_FAULTS + 1))
    assert told == ["delayed", "no_room"]
    assert [row.last_error for row in await store.failed(number)] == ["a fault of SignalCraft (ValueError)"]


async def test_what_slack_refuses_is_dead_at_once_and_the_declarer_hears_of_it(store: Store, clock: Any) -> None:
    number = await _declared(store)
    told: list[str] = []

    async def refuse(order: Order) -> Rule | None:
        raise Rejected("restricted_action")

    async def answer(order: Order) -> Rule | None:
        told.append(f"{order.effect.answer}: {order.effect.detail}")
        return None

    async def digest(order: Order) -> Rule | None:
        return None

    jobs: dict[str, Job] = {"open_channel": refuse, "answer_person": answer, "refresh_digest": digest}
    await _works(store, clock, jobs, lambda: bool(told))
    assert told == ["no_room: restricted_action"]
    assert (await store.incident(numbered(number))).channel_id is None
