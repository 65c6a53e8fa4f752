"""The threads of a store: sync sessions behind async calls, from the first migration to the last commit."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from sqlalchemy.orm import Session

from storage.changing import Clock
from storage.database import Database, Touched, Transaction
from storage.migrations import upgrade

T = TypeVar("T")

CLOSING = 1.5
"""Seconds that `close` gives to what is still running."""


class Threads:
    """The database and who works on it. `url` is `sqlite:///a/file` or `postgresql://…`; `clock` gives aware UTC.

    `ring` is called on the event loop whenever the outbox has something new to claim, by whatever process.
    `touched` is called there with the numbers of incidents that were changed: on PostgreSQL by whatever process.
    `signed_out` is called when this process has ended sessions.
    """

    def __init__(self, url: str, *, clock: Clock) -> None:
        self.clock = clock
        self.ring: Callable[[], None] = lambda: None
        self.touched: Touched = lambda _numbers: None
        self.signed_out: Callable[[], None] = lambda: None
        self._database = Database(url)
        # SQLite has one writer anyway, and it is fastest when it is one thread; PostgreSQL locks rows.
        threads = 5 if self._database.postgres else 3
        self._readers = ThreadPoolExecutor(threads, thread_name_prefix="store")
        self._writers = self._readers if self._database.postgres else ThreadPoolExecutor(1, "store-writer")
        self._loop: asyncio.AbstractEventLoop | None = None
        self._listener: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Bring the schema up to date and, on PostgreSQL, listen for other processes."""
        self._loop = asyncio.get_running_loop()
        await self._loop.run_in_executor(self._writers, upgrade, self._database.url)
        if self._database.postgres:
            from storage.listening import listen  # noqa: PLC0415 - psycopg is only for PostgreSQL

            hearing = listen(self._database.url, lambda: self.ring(), lambda numbers: self.touched(numbers))
            self._listener = asyncio.create_task(hearing)

    async def close(self) -> None:
        """Finish what was taken, within a few seconds, and let go of the database."""
        if self._listener:
            self._listener.cancel()
            with suppress(asyncio.CancelledError):
                await self._listener
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSING):
                await asyncio.to_thread(self._writers.shutdown)
                await asyncio.to_thread(self._readers.shutdown)
        for pool in (self._writers, self._readers):
            pool.shutdown(wait=False, cancel_futures=True)
        self._database.engine.dispose()

    async def _read(self, work: Callable[[Session], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._readers, self._database.read, work)

    async def _write(self, work: Callable[[Transaction], T]) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._writers, self._database.write, work, self._wake, self._touch)

    def _wake(self) -> None:
        """From the thread that committed, so that a caller who gave up waiting costs nobody the bell."""
        if self._loop:
            with suppress(RuntimeError):  # the loop is closed: nobody is left to wake
                self._loop.call_soon_threadsafe(lambda: self.ring())

    def _touch(self, numbers: frozenset[int]) -> None:
        if self._loop:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(lambda: self.touched(numbers))
