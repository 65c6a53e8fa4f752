"""What living pages cost: how soon two hundred hear of a change, what a long incident's page takes, and memory."""

import asyncio
import gc
import os
import statistics
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import httpx
import psutil
from rich.console import Console
from rich.table import Table

from incidents.change import Change, Entry
from incidents.incident import Incident
from incidents.person import Person
from storage.store import Store
from storage.where import NEW, numbered
from tests.bench.databases import postgres
from tests.bench.serving import apart, serving
from tests.storage.given import AT, declare, write
from web.visitor import COOKIE

READERS, CHANGES, LOOKS, ENTRIES = 200, 20, 10, 5000
SETTLED = 0.5
"""Seconds after which what was sent has been read, and the process is calm."""


async def main() -> None:
    table = Table("figure", "measured", "goal", title="Pages")
    with TemporaryDirectory(prefix="signalcraft-bench-") as folder:
        url = f"sqlite:///{Path(folder) / 'bench.db'}"
        async with _stored(url) as store, serving(store) as address:
            gc.freeze()  # as the bot does when it has started
            await _measured("SQLite", store, address, psutil.Process(), table)
    async with postgres() as url, _stored(url) as store, apart(url) as (address, process):
        await _measured("PostgreSQL, served by another process", store, address, process, table)
    Console(width=110).print(table)


@asynccontextmanager
async def _stored(url: str) -> AsyncIterator[Store]:
    store = Store(url, clock=lambda: datetime.now(UTC))
    await store.start()
    yield store
    await store.close()


async def _measured(where: str, store: Store, address: str, server: psutil.Process, table: Table) -> None:
    """Over one database: an incident that two hundred look at, and a long one."""
    table.add_section()
    table.add_row(f"[bold]{where}[/]")
    await store.save_person(Person(id="U1", name="Ada", team_id="T1", updated_at=AT))
    cookies = {COOKIE: await store.open_session("U1")}
    await store.change(NEW, declare())
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=address, cookies=cookies, limits=limits, timeout=30) as client:
        await _told(store, client, server, table)
        await _long(store, client, table)


async def _told(store: Store, client: httpx.AsyncClient, server: psutil.Process, table: Table) -> None:
    """From before the commit until a page has the whole message; on SQLite readers and server share one loop."""
    heard = asyncio.Queue[float]()
    before = server.memory_info().rss
    readers = [asyncio.create_task(_read(client, heard)) for _ in range(READERS)]
    for _ in range(READERS):
        await heard.get()
    await asyncio.sleep(SETTLED)
    table.add_row(
        f"memory of {READERS} idle pages" + (", readers included" if server.pid == os.getpid() else ""),
        f"{(server.memory_info().rss - before) / 2**20:.0f} MB",
        "≤ 30 MB",
    )
    times: list[float] = []
    for number in range(CHANGES):
        began = perf_counter()
        await store.change(numbered(1), write(f"line {number}"))
        times += [await heard.get() - began for _ in range(READERS)]
        await asyncio.sleep(SETTLED)
    for reader in readers:
        reader.cancel()
    median, p95 = statistics.median(times) * 1000, statistics.quantiles(times, n=20)[-1] * 1000
    told = f"{p95:.0f} ms (median {median:.0f})"
    table.add_row(f"a change reaches {READERS} open pages, p95", told, "≤ 100 ms")


async def _read(client: httpx.AsyncClient, heard: "asyncio.Queue[float]") -> None:
    """One open page: says when it is open, and when it has read a message."""
    with suppress(httpx.HTTPError):
        async with client.stream("GET", "/stream?incidents=1.1") as answer:
            async for line in answer.aiter_lines():
                if line.startswith((": hello", "data: {")):
                    heard.put_nowait(perf_counter())


async def _long(store: Store, client: httpx.AsyncClient, table: Table) -> None:
    await store.change(NEW, declare())

    def lines(incident: Incident) -> Change:
        moments = (AT + timedelta(seconds=number) for number in range(ENTRIES))
        return Change(tuple(Entry(kind="note", text="looked at it", at=at, author_id="U1") for at in moments))

    await store.change(numbered(2), lines)
    for name, path, goal in (
        (f"page of an incident with {ENTRIES:,} entries", "/incidents/2", "≤ 200 ms"),
        ("its entries, to be put right", "/incidents/2/entries", "≤ 200 ms"),
        ("search", "/incidents?state=all&q=database", ""),
    ):
        times = []
        for _ in range(LOOKS):
            began = perf_counter()
            assert (await client.get(path)).status_code == 200
            times.append((perf_counter() - began) * 1000)
        table.add_row(f"{name}, median", f"{statistics.median(times):.0f} ms", goal)
