"""A workspace with people in it and the app beside them, fresh for each test."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import pytest

from incidents.catalog import Catalog
from tests.conversations.driver import Person, World, opened

Open = Callable[..., Awaitable[World]]
Ready = Callable[[World], Awaitable[None]]


@pytest.fixture(autouse=True)
def _quiet(quiet: None) -> None:
    """All of them."""


@pytest.fixture
async def open_world() -> AsyncIterator[Open]:
    """Opens a world with a database, a catalog or preparations of one's own, and closes it after the test."""
    async with AsyncExitStack() as stack:

        async def open_one(url: str, catalog: Catalog | None = None, ready: Ready | None = None) -> World:
            return await stack.enter_async_context(opened(url, catalog, ready))

        yield open_one


@pytest.fixture
async def world(open_world: Open, sqlite_url: str) -> World:
    """Workspace and app on SQLite."""
    return await open_world(sqlite_url)


@pytest.fixture
async def either(open_world: Open, database_url: str) -> World:
    """The same, once on SQLite and once on PostgreSQL."""
    return await open_world(database_url)


def _person(name: str) -> Any:
    @pytest.fixture(name=name)
    def person(request: pytest.FixtureRequest) -> Person:
        wanted = "either" if "either" in request.fixturenames else "world"
        there: World = request.getfixturevalue(wanted)
        return there.person(name)

    return person


ada, grace, linus, margaret = (_person(name) for name in ("ada", "grace", "linus", "margaret"))
