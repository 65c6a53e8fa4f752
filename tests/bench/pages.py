"""What living pages cost: how soon two hundred hear of a change, what a long incident's page takes, and memory."""

import asyncio
import statistics
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import httpx
import psutil
from rich.console import Console
from rich.table import Table

from incidents.catalog import Catalog
from incidents.change import Change, Entry
from incidents.incident import Incident
from incidents.person import Person
from storage.store import Store
from storage.where import NEW, numbered
from tests.storage.given import AT, declare, write
from web.app import web_app
from web.front import Front
from web.heard import Heard
from web.server import Web
from web.visitor import COOKIE

READERS, CHANGES, LOOKS, ENTRIES = 200, 20, 10, 5000
SETTLED = 0.5
"""Seconds after which what was sent has been read, and the process is calm."""


async def main() -> None:
    table = Table("figure", "measured", "goal", title="Pages")
    with TemporaryDirectory(prefix="signalcraft-bench-") as folder:
        await _measured(f"sqlite:///{Path(folder) / 'bench.db'}", table)
    Console(width=110).print(table)


async def _measured(url: str, table: Table) -> None:
    store = Store(url, clock=lambda: datetime.now(UTC))
    await store.start()
    web = Web("127.0.0.1", 0)
    front = Front(
        store=store,
        catalog=Catalog(),
        now=store.clock,
        url=f"http://127.0.0.1:{web.port}",
        team_id="T1",
        heard=lambda: Heard(sockets=2),
    )
    app = web_app(front)
    web.start(app, end_streams=app.state.hub.close)
    await store.save_person(Person(id="U1", name="Ada", team_id="T1", updated_at=AT))
    cookies = {COOKIE: await store.open_session("U1")}
    await store.change(NEW, declare())
    limits = httpx.Limits(max_connections=None)
    async with httpx.AsyncClient(base_url=front.url, cookies=cookies, limits=limits, timeout=30) as client:
        await _told(store, client, table)
        await _long(store, client, table)
    await web.stop()
    await store.close()


async def _told(store: Store, client: httpx.AsyncClient, table: Table) -> None:
    """From before the commit until a page has the whole message; readers and server share one loop."""
    process, heard = psutil.Process(), asyncio.Queue[float]()
    before = process.memory_info().rss
    readers = [asyncio.create_task(_read(client, heard)) for _ in range(READERS)]
    for _ in range(READERS):
        await heard.get()
    await asyncio.sleep(SETTLED)
    table.add_row(
        f"memory of {READERS} idle pages, readers included",
        f"{(process.memory_info().rss - before) / 2**20:.0f} MB",
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
    p95 = statistics.quantiles(times, n=20)[-1] * 1000
    table.add_row(f"a change reaches {READERS} open pages, p95", f"{p95:.0f} ms", "≤ 100 ms")


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
    for name, path in (("page", "/incidents/2"), ("search", "/incidents?state=all&q=database")):
        times = []
        for _ in range(LOOKS):
            began = perf_counter()
            assert (await client.get(path)).status_code == 200
            times.append((perf_counter() - began) * 1000)
        goal = "≤ 200 ms" if name == "page" else ""
        what = f"{name} of an incident with {ENTRIES:,} entries" if name == "page" else name
        table.add_row(f"{what}, median", f"{statistics.median(times):.0f} ms", goal)
