"""Whoever looks at an incident hears that it was changed: on PostgreSQL from every process."""

import asyncio

from incidents.change import NOTHING
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
