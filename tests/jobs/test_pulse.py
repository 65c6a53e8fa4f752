"""An outage is noticed by the silence before it, whichever process looks, and the rooms are looked at in turn."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

from incidents.catalog import Catalog
from incidents.ending import resolve
from jobs.desk import Desk
from jobs.pulse import AT_ONCE, Pulse
from storage.store import Store
from storage.where import NEW, numbered
from tests.jobs.test_worker import ME
from tests.storage.given import AT, declare


async def _pulse(url: str, clock: Any, rooms: int = 0) -> Pulse:
    """A process with its own store; `rooms` incidents are declared by it."""
    store = Store(url, clock=clock)
    await store.start()
    for number in range(rooms):
        await store.change(NEW, declare(channel=f"C{number}"))
    desk = Desk(store, None, Catalog(), lambda: clock.now, ME)  # type: ignore[arg-type]  # a beat calls nobody
    return Pulse(desk, lambda: 1)


async def _looked_at(pulse: Pulse) -> list[int | None]:
    rows = await pulse.desk.store.unfinished()
    return [row.incident_id for row in rows if row.kind == "examine_room"]


async def test_a_short_silence_is_none(database_url: str, clock: Any) -> None:
    pulse = await _pulse(database_url, clock)
    await pulse.beat()
    await pulse.desk.store.change(NEW, declare(channel="C1"))
    for _ in range(5):
        clock.advance(seconds=90)
        await pulse.beat()
    assert await _looked_at(pulse) == []
    clock.advance(seconds=121)
    await pulse.beat()
    assert await _looked_at(pulse) == [1]
    await pulse.desk.store.close()


async def test_the_first_start_of_a_version_that_knows_of_this_looks_too(database_url: str, clock: Any) -> None:
    pulse = await _pulse(database_url, clock, rooms=1)
    await pulse.beat()
    assert await _looked_at(pulse) == [1]
    await pulse.desk.store.close()


async def test_many_rooms_are_looked_at_a_few_at_a_time_newest_first(database_url: str, clock: Any) -> None:
    pulse = await _pulse(database_url, clock, rooms=AT_ONCE + 2)
    await pulse.beat()
    assert await _looked_at(pulse) == list(range(AT_ONCE + 2, 2, -1))
    for _ in range(3):
        clock.advance(seconds=30)
        await pulse.beat()
    assert await _looked_at(pulse) == list(range(AT_ONCE + 2, 0, -1))
    await pulse.desk.store.close()


async def test_several_processes_that_notice_the_same_outage_look_once(database_url: str, clock: Any) -> None:
    pulses = [await _pulse(database_url, clock, rooms=rooms) for rooms in (3, 0, 0)]
    await pulses[0].desk.store.keep("slack_heard_at", clock.now.isoformat())
    clock.advance(seconds=600)
    await asyncio.gather(*(pulse.beat() for pulse in pulses))
    clock.advance(seconds=30)
    await asyncio.gather(*(pulse.beat() for pulse in pulses))
    assert sorted(number or 0 for number in await _looked_at(pulses[0])) == [1, 2, 3]
    for pulse in pulses:
        await pulse.desk.store.close()


async def test_a_process_whose_clock_runs_behind_begins_no_round(database_url: str, clock: Any) -> None:
    ahead = await _pulse(database_url, clock, rooms=1)
    await ahead.desk.store.keep("rooms_to_look_at", "")
    behind = replace(ahead, desk=replace(ahead.desk, now=lambda: clock.now - timedelta(minutes=10)))
    await ahead.desk.store.keep("slack_heard_at", clock.now.isoformat())
    for _ in range(3):
        clock.advance(seconds=30)
        await behind.beat()
        await ahead.beat()
    assert await _looked_at(ahead) == []
    await ahead.desk.store.close()


async def test_ended_incidents_and_those_without_a_room_are_left_alone(database_url: str, clock: Any) -> None:
    pulse = await _pulse(database_url, clock, rooms=2)
    await pulse.desk.store.change(NEW, declare())
    await pulse.desk.store.change(numbered(1), lambda i: resolve(i, by="U1", at=AT))
    await pulse.beat()
    assert await _looked_at(pulse) == [2]
    await pulse.desk.store.close()
