"""Print how many round trips a room takes, how fast a command is answered, and what a process costs."""

import asyncio
import statistics
import tempfile
from pathlib import Path
from time import perf_counter

import aiohttp
from rich.console import Console
from rich.table import Table

from bot.manifest import manifest_path
from cli.player import Player, eventually
from sandbox.server import Options, start
from tests.bench.answers import main as answers
from tests.bench.calls import Call, calls_of, depth
from tests.bench.client import main as browser_client
from tests.bench.documents import main as documents
from tests.bench.insights import main as figures
from tests.bench.opening import main as openings
from tests.bench.pages import main as pages
from tests.bench.pinning import main as pinning
from tests.bench.seeing import main as looking
from tests.bench.workspace import measure as local_workspace
from tests.processes import BotProcess

LATENCY_MS = 100
COMMANDS = 200
STARTS = 5


async def main() -> None:
    table = Table("figure", "measured", "goal", title="SignalCraft")
    with tempfile.TemporaryDirectory(prefix="signalcraft-bench-") as folder:
        await _room(Path(folder), table)
    with tempfile.TemporaryDirectory(prefix="signalcraft-bench-") as folder:
        await _commands(Path(folder), table)
    await _starts(table)
    await local_workspace(table)
    Console().print(table)
    await looking()
    await pinning()
    await pages()
    await figures()
    await documents()
    await answers()
    await openings()
    await browser_client()


async def _room(folder: Path, table: Table) -> None:
    """A declare in a workspace that takes 100 ms for each answer."""
    workspace = await start(Options(port=0, manifest=manifest_path(), latency_ms=LATENCY_MS, rate_limits=False))
    bot = await BotProcess.start(workspace, folder)
    try:
        async with aiohttp.ClientSession() as session:
            player = Player(session, workspace.url)
            await asyncio.sleep(0.5)  # the digest channel is made at the start
            seen = len(await calls_of(session, workspace.url))
            declared = perf_counter()
            await player.types("ada", "general", "declare checkout is down")
            await eventually("a bookmarked card", lambda: _bookmarked(player))
            seconds = perf_counter() - declared
            await asyncio.sleep(0.5)
            calls = (await calls_of(session, workspace.url))[seen:]
    finally:
        await bot.stop()
        await workspace.stop()
    invited, pinned = _last(calls, "conversations.invite"), _last(calls, "pins.add")
    first = calls[0]["started"]
    table.add_row("declarer in the room: round trips deep", str(depth(calls, invited)), "≤ 2")
    table.add_row("declarer in the room: seconds", f"{invited['ended'] - first:.2f}", "")
    table.add_row("card pinned: round trips deep", str(depth(calls, pinned)), "≤ 3")
    table.add_row("card pinned: seconds", f"{pinned['ended'] - first:.2f}", "")
    table.add_row("room complete: calls", str(len(calls)), "")
    table.add_row("room complete: seconds from typing", f"{seconds:.2f}", "")


async def _commands(folder: Path, table: Table) -> None:
    """Commands that commit, one after another, from the keyboard to the ack."""
    workspace = await start(Options(port=0, manifest=manifest_path(), rate_limits=False))
    bot = await BotProcess.start(workspace, folder)
    try:
        async with aiohttp.ClientSession() as session:
            player = Player(session, workspace.url)
            await player.types("ada", "general", "declare checkout is down")
            times = [
                float((await player.types("ada", "general", f"INC-1 severity sev{n % 4 + 1}"))["ack_ms"])
                for n in range(COMMANDS)
            ]
            memory = bot.resident_mb()
    finally:
        stopped = await bot.stop()
        await workspace.stop()
    table.add_row("command to ack, median ms (commit included)", f"{statistics.median(times):.1f}", "≤ 15")
    table.add_row("command to ack, 95th percentile ms", f"{statistics.quantiles(times, n=20)[18]:.1f}", "")
    table.add_row("resident memory, MB", f"{memory:.0f}", "≤ 130")
    table.add_row("SIGTERM to the end, seconds", f"{stopped:.2f}", "< 5")


async def _starts(table: Table) -> None:
    """From nothing to the first hello, with an empty database."""
    times = []
    for _ in range(STARTS):
        with tempfile.TemporaryDirectory(prefix="signalcraft-bench-") as folder:
            workspace = await start(Options(port=0, manifest=manifest_path(), rate_limits=False))
            bot = await BotProcess.start(workspace, Path(folder))
            times.append(bot.seconds_to_hello)
            await bot.stop()
            await workspace.stop()
    table.add_row("start to first hello, median seconds", f"{statistics.median(times):.2f}", "≤ 1.5")


def _last(calls: list[Call], method: str) -> Call:
    return next(c for c in reversed(calls) if c["method"] == method)


async def _bookmarked(player: Player) -> bool:
    channels = (await player.state())["channels"]
    return any(c["bookmarks"] and c["pins"] for c in channels if c["name"].startswith("inc-"))


if __name__ == "__main__":
    asyncio.run(main())
