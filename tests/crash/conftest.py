"""A workspace with somebody who acts in it, and fresh databases."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, contextmanager
from pathlib import Path

import aiohttp
import pytest

from bot.manifest import manifest_path
from cli.player import Player
from sandbox.server import Options, Running, start
from tests.databases import fresh_postgres, fresh_sqlite

DATABASES = ("sqlite", "postgresql")
NewDatabase = Callable[[], AbstractContextManager[str]]


@asynccontextmanager
async def played() -> AsyncIterator[tuple[Running, Player]]:
    """A workspace, and who acts in it."""
    running = await start(Options(port=0, manifest=manifest_path(), rate_limits=False))
    async with aiohttp.ClientSession() as session:
        yield running, Player(session, running.url)
    await running.stop()


@pytest.fixture(params=DATABASES)
def new_database(request: pytest.FixtureRequest, tmp_path: Path) -> NewDatabase:
    """Makes a fresh database as often as it is called."""
    if request.param == "postgresql":
        given = [request.getfixturevalue(name) for name in ("postgres_server", "postgres_template")]
        return lambda: fresh_postgres(*given)
    template = request.getfixturevalue("sqlite_template")

    @contextmanager
    def new() -> Iterator[str]:
        yield fresh_sqlite(template, tmp_path)

    return new
