"""Everybody who may come to a page, and what they may come for."""

from collections.abc import AsyncIterator

import pytest

from storage.store import Store
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
