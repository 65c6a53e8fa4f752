"""Whoever looks at an incident hears that it was changed: on PostgreSQL from every process."""

import asyncio

from incidents.change import NOTHING, Change
from incidents.effects.room import SetTopic
from storage.store import Store
from storage.where import NEW, numbered
from tests.storage.given import declare, retitle


async def test_a_change_is_told_with_its_number(store: Store) -> None:
    heard: asyncio.Queue[frozenset[int]] = asyncio.Queue()
    store.touched = heard.put_nowait
    await store.change(NEW, declare())
    await store.change(numbered(1), retitle("search is down"))
    async with asyncio.timeout(5):
        assert [await heard.get(), await heard.get()] == [{1}, {1}]


async def test_what_changes_nothing_is_not_told(store: Store) -> None:
    await store.change(NEW, declare())
    await asyncio.sleep(0.1)
    heard: list[int] = []
    store.touched = heard.extend
    await store.change(numbered(1), lambda _incident: NOTHING)
    await asyncio.sleep(0.1)
    assert heard == []


async def test_thousands_that_are_changed_at_once_are_all_told(store: Store) -> None:
    told: set[int] = set()
    everybody = asyncio.Event()
    numbers = {*range(10_000, 13_000)}

    def hear(heard: frozenset[int]) -> None:
        told.update(heard)
        if told == numbers:
            everybody.set()

    store.touched = hear
    await store._write(lambda session: session.touched.update(numbers))
    async with asyncio.timeout(5):
        await everybody.wait()


async def test_what_is_given_up_is_a_change_of_its_incident(store: Store) -> None:
    """A page that was drawn before shows another version than one drawn afterwards."""
    await store.change(NEW, declare("x", SetTopic()))
    before = (await store.incident(numbered(1))).version
    [row] = await store.claim("a worker", 1)
    await store.bury(row, "is_archived: no")
    assert await store.failed(1)
    given_up = (await store.versions([1]))[1]
    assert given_up > before
    await store.change(numbered(1), lambda _incident: Change(effects=(SetTopic(),)))
    changed = (await store.versions([1]))[1]
    [row] = await store.claim("a worker", 1)
    await store.finish(row)
    assert await store.failed(1) == [], "done later, it is made good"
    assert (await store.versions([1]))[1] > changed
