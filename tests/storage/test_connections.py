"""Connections that die, lie or fall silent, and the bell between processes (PostgreSQL)."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import make_url
from sqlalchemy.exc import DBAPIError

from incidents.effects.room import OpenChannel
from storage.store import CommitUnknown, Store
from storage.where import NEW, numbered
from tests.databases import SettableClock, administer, quick_folder, start_postgres
from tests.storage.given import declare, retitle, write


@pytest.fixture
async def pg(postgres_url: str, clock: SettableClock) -> AsyncIterator[Store]:
    store = Store(postgres_url, clock=clock)
    await store.start()
    yield store
    await store.close()


@pytest.fixture
def own_server() -> Iterator[Any]:
    """A server that may be stopped (the one that other tests use may not)."""
    folder = quick_folder()
    server = start_postgres(folder / "data")
    yield server
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def kill_connections(url: str, *, like: str = "%") -> None:
    administer(
        url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
        f"AND pid <> pg_backend_pid() AND query LIKE '{like}'",
    )


async def test_ic_62_after_a_restart_of_the_server_the_next_command_works(
    own_server: Any, clock: SettableClock
) -> None:
    store = Store(own_server.get_uri(), clock=clock)
    await store.start()
    await store.change(NEW, declare())
    await asyncio.to_thread(own_server.stop)
    during = asyncio.create_task(store.change(numbered(1), write("asked while it was down")))
    await asyncio.to_thread(own_server.ensure_postgres_running)
    await during
    await store.change(numbered(1), retitle("After the restart"))
    assert (await store.incident(numbered(1))).version == 3
    await store.close()


async def test_ic_62_connections_that_died_in_the_pool_are_not_noticed_by_anybody(
    pg: Store, postgres_url: str
) -> None:
    await pg.change(NEW, declare())
    await asyncio.gather(*(pg.seen(str(n)) for n in range(20)))  # fills the pool
    kill_connections(postgres_url)
    await asyncio.gather(*(pg.change(numbered(1), write(str(n))) for n in range(10)))
    assert (await pg.incident(numbered(1))).version == 11


async def test_ic_63_after_a_switch_over_writing_goes_on_over_fresh_connections(
    pg: Store, postgres_url: str, postgres_server: str
) -> None:
    name = make_url(postgres_url).database
    administer(postgres_url, f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
    kill_connections(postgres_url)
    await asyncio.gather(*(pg.seen(str(n)) for n in range(20)))  # the pool is full of the old node: it reads
    administer(postgres_server, f'ALTER DATABASE "{name}" RESET default_transaction_read_only')
    await pg.change(NEW, declare())
    assert (await pg.incident(numbered(1))).version == 1


async def test_ic_63_the_health_check_sees_a_server_that_only_reads(
    pg: Store, postgres_url: str, postgres_server: str
) -> None:
    name = make_url(postgres_url).database
    administer(postgres_url, f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
    kill_connections(postgres_url)
    assert not await pg.seen("x")
    with pytest.raises(DBAPIError, match="read-only"):
        await pg.ping()
    administer(postgres_server, f'ALTER DATABASE "{name}" RESET default_transaction_read_only')
    await pg.ping()


class Wire:
    """Stands between store and server, and cuts the line once at the next COMMIT: before it or after it."""

    def __init__(self, server: str) -> None:
        self.server = make_url(server)
        self.cut: str | None = None
        self.comes_back = True
        self.cuts = 0

    async def open(self) -> str:
        self.listener = await asyncio.start_server(self.carry, "127.0.0.1", 0)
        host, port = self.listener.sockets[0].getsockname()
        address = self.server.set(host=host, port=port, query={"sslmode": "disable"})
        return address.render_as_string(hide_password=False)

    async def close(self) -> None:
        self.listener.close()

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.cuts and not self.comes_back:
            return writer.close()
        socket = self.server.query.get("host")
        if socket:
            back, forth = await asyncio.open_unix_connection(f"{socket}/.s.PGSQL.5432")
        else:
            back, forth = await asyncio.open_connection(self.server.host, self.server.port or 5432)
        answers = asyncio.create_task(self.pass_on(back, writer))
        with suppress(ConnectionError):
            while words := await reader.read(65536):
                if self.cut and b"COMMIT" in words:
                    await self.cut_at_commit(words, forth, answers)
                    break
                forth.write(words)
        forth.close()
        writer.close()

    async def cut_at_commit(self, words: bytes, forth: asyncio.StreamWriter, answers: asyncio.Task[None]) -> None:
        answers.cancel()
        if self.cut == "after":
            forth.write(words)
            await asyncio.sleep(0.1)
        self.cut = None
        self.cuts += 1

    @staticmethod
    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while words := await reader.read(65536):
                writer.write(words)


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_line_that_breaks_at_the_commit_does_the_change_once(
    postgres_url: str, clock: SettableClock, when: str
) -> None:
    wire = Wire(postgres_url)
    store = Store(await wire.open(), clock=clock)
    await store.start()
    await store.change(NEW, declare())
    wire.cut = when
    changed = await store.change(numbered(1), write("once"), once="event-1")
    assert (wire.cuts, changed.incident.version) == (1, 2)
    wire.cut = when
    await store.change(NEW, declare("once more"))
    assert (wire.cuts, (await store.incidents(seen_by=None))[1]) == (2, 2)
    assert [entry.text for entry in await store.timeline(1)] == ["Ada declared it", "once"]
    await store.close()
    await wire.close()


async def test_a_commit_that_nobody_can_be_asked_about_is_not_tried_again(
    postgres_url: str, clock: SettableClock
) -> None:
    wire = Wire(postgres_url)
    store = Store(await wire.open(), clock=clock)
    await store.start()
    wire.comes_back, wire.cut = False, "after"
    with pytest.raises(CommitUnknown):
        await store.change(NEW, declare())
    wire.comes_back = True
    assert (await store.incidents(seen_by=None))[1] == 1
    await store.close()
    await wire.close()


async def test_one_process_hears_what_another_put_into_the_outbox(
    pg: Store, postgres_url: str, clock: SettableClock
) -> None:
    other = Store(postgres_url, clock=clock)
    heard = asyncio.Event()
    other.ring = heard.set
    await other.start()
    for name in ("1", "2"):
        await asyncio.wait_for(
            heard.wait(), 3
        )  # first when it begins to listen, then again after the line was cut
        await asyncio.sleep(0.1)
        heard.clear()
        await pg.change(NEW, declare(name, OpenChannel()))
        await asyncio.wait_for(heard.wait(), 3)
        heard.clear()
        kill_connections(postgres_url, like="LISTEN%")
    await other.close()
