"""What it costs to look: a list and a home of five hundred incidents, and what follows two hundred changes."""

import asyncio
import statistics
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import aiohttp
from rich.console import Console
from rich.table import Table

from bot.manifest import manifest_path
from cli.player import Player, eventually
from incidents.catalog import Catalog
from incidents.listing import Wanted
from sandbox.server import Options, start
from storage.store import Store
from storage.where import NEW
from tests.bench.calls import calls_of
from tests.processes import BotProcess
from tests.storage.given import declare
from tests.storage.test_listing import queries

INCIDENTS = 500
LOOKS = 20
CHANGES, SECONDS = 200, 10.0
AFTERWARDS = 4.0
"""Seconds until the last change is shown, too."""
FOLLOWING = {"chat.update": "card and digest", "views.publish": "home", "conversations.setTopic": "topic"}


async def main() -> None:
    table = Table("figure", "measured", "goal", title="Looking")
    with TemporaryDirectory(prefix="signalcraft-bench-") as folder:
        await _five_hundred(Path(folder), table)
    with TemporaryDirectory(prefix="signalcraft-bench-") as folder:
        await _two_hundred_changes(Path(folder), table)
    Console(width=110).print(table)


async def _five_hundred(folder: Path, table: Table) -> None:
    """Straight from the store: neither asks Slack for anything."""
    store = Store(f"sqlite:///{folder / 'bench.db'}", clock=lambda: datetime.now(UTC))
    await store.start()
    for number in range(INCIDENTS):
        await store.change(NEW, declare(f"trouble {number}"))
    looks = {
        "list": lambda: store.listed(Wanted(), seen_by="U1"),
        "list narrowed by words": lambda: store.listed(Wanted(words="trouble 4", state="all"), seen_by="U1"),
        "home": lambda: store.home("U1", Catalog()),
    }
    for name, look in looks.items():
        with queries(store) as made:
            await look()
        times = []
        for _ in range(LOOKS):
            began = perf_counter()
            await look()
            times.append((perf_counter() - began) * 1000)
        measured = f"{len(made)} queries, {statistics.median(times):.1f} ms"
        table.add_row(f"{name}, {INCIDENTS} open incidents", measured, "constant, ≤ 15 ms")
    await store.close()


async def _two_hundred_changes(folder: Path, table: Table) -> None:
    """Somebody changes an incident twenty times a second, and somebody else looks at their home meanwhile."""
    workspace = await start(Options(port=0, manifest=manifest_path(), rate_limits=False))
    bot = await BotProcess.start(workspace, folder)
    try:
        async with aiohttp.ClientSession() as session:
            player = Player(session, workspace.url)
            await player.types("ada", "general", "declare checkout is down")
            await player.opens_home("grace")
            await eventually("a home", lambda: player.home("grace"))
            await asyncio.sleep(1.0)
            seen = len(await calls_of(session, workspace.url))
            await _changes(player)
            await asyncio.sleep(AFTERWARDS)
            calls = (await calls_of(session, workspace.url))[seen:]
    finally:
        await bot.stop()
        await workspace.stop()
    made = Counter(call["method"] for call in calls)
    for method, what in FOLLOWING.items():
        goal = "≤ 1 in 2 s each" if method == "chat.update" else "a handful"
        table.add_row(f"{what}: {method} for {CHANGES} changes in {SECONDS:.0f} s", str(made[method]), goal)


async def _changes(player: Player) -> None:
    began = perf_counter()
    for number in range(CHANGES):
        await asyncio.sleep(max(0.0, began + number * SECONDS / CHANGES - perf_counter()))
        await player.types("ada", "general", f"INC-1 severity sev{number % 4 + 1}")


if __name__ == "__main__":
    asyncio.run(main())
