"""Everybody who may come to a page, and what they may come for."""

from collections.abc import AsyncIterator

import pytest

from storage.store import Store
from tests.web.fast.doing import Acting, acting
from tests.web.walking import Clock, World, world_of
from web.front import Front


@pytest.fixture
async def world(store: Store, front: Front) -> AsyncIterator[World]:
    """All of them at the door."""
    clock = Clock()
    store.clock = clock
    made = await world_of(store, front, clock)
    yield made
    await made.client.aclose()


@pytest.fixture
async def ended(front: Front) -> Acting:
    """What people do to INC-1, which is resolved."""
    act = await acting(front, summary="The disk was full.")
    await act("note", text="restarted db1")
    await act("resolve", resolution="made it larger")
    return act
