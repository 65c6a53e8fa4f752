"""What 📌 costs: how soon a pin is in the store, and how many calls it takes to make up for an outage."""

import asyncio
import sqlite3
import statistics
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import aiohttp
from rich.console import Console
from rich.table import Table

from bot.manifest import manifest_path
from cli.player import Player, eventually
from sandbox.server import Options, Running, start
from sandbox.workspace.nouns import Message
from tests.bench.calls import calls_of
from tests.processes import BotProcess

PINS = 50
ROOMS, MISSED, PINNED_EVERY = 5, 1000, 100
LOOK_EVERY = 0.001


async def main() -> None:
    table = Table("figure", "measured", "goal", title="📌")
    with TemporaryDirectory(prefix="signalcraft-bench-") as folder:
        workspace = await start(Options(port=0, manifest=manifest_path(), rate_limits=False))
        try:
            await _measure(workspace, Path(folder), table)
        finally:
            await workspace.stop()
    Console(width=110).print(table)


async def _measure(workspace: Running, folder: Path, table: Table) -> None:
    async with aiohttp.ClientSession() as session:
        player = Player(session, workspace.url)
        bot = await BotProcess.start(workspace, folder)
        try:
            rooms = [await _declared(player, workspace, n) for n in range(1, ROOMS + 1)]
            await _pins(player, folder, rooms[0], table)
        finally:
            await bot.stop()
        _missed(workspace, rooms)
        _was_away(folder)
        seen = len(await calls_of(session, workspace.url))
        began = perf_counter()
        bot = await BotProcess.start(workspace, folder)
        try:
            wanted = _entries(folder) + ROOMS * MISSED // PINNED_EVERY
            await eventually("what was missed", lambda: _there(folder, wanted))
            seconds = perf_counter() - began
            calls = (await calls_of(session, workspace.url))[seen:]
        finally:
            await bot.stop()
    read = [c for c in calls if c["method"] == "conversations.history" and c["args"].get("limit") == "200"]
    table.add_row(f"{ROOMS * MISSED} missed messages in {ROOMS} rooms: history calls", str(len(read)), "≤ 30")
    table.add_row("   until all that was pinned is there, seconds, start included", f"{seconds:.1f}", "")


async def _declared(player: Player, workspace: Running, number: int) -> str:
    await player.types("ada", "general", f"declare trouble {number}")

    async def room() -> str | None:
        found = (
            c for c in workspace.workspace.channels.values() if c.name.startswith(f"inc-{number}-") and c.pins
        )
        return next((channel.id for channel in found), None)

    return str(await eventually("a room", room))


async def _pins(player: Player, folder: Path, room: str, table: Table) -> None:
    times = []
    for n in range(PINS):
        ts = await player.says("ada", room, f"event {n}")
        began = perf_counter()
        reacting = asyncio.create_task(player.reacts("ada", room, ts, "pushpin"))
        while not _stored(folder, ts):  # noqa: ASYNC110 - another process writes it
            await asyncio.sleep(LOOK_EVERY)
        times.append((perf_counter() - began) * 1000)
        await reacting
    table.add_row("pin in the store after the click, median ms", f"{statistics.median(times):.1f}", "")
    table.add_row("   95th percentile ms", f"{statistics.quantiles(times, n=20)[18]:.1f}", "≤ 100")


def _missed(workspace: Running, rooms: list[str]) -> None:
    space = workspace.workspace
    ada = next(user.id for user in space.users.values() if user.name == "ada")
    for room in rooms:
        channel = space.channels[room]
        for n in range(MISSED):
            ts = space.ts(channel)
            channel.messages[ts] = Message(ts, room, ada, f"message {n}")
            if n % PINNED_EVERY == 0:
                channel.messages[ts].reactions["pushpin"] = [ada]


def _was_away(folder: Path) -> None:
    heard = datetime.now(UTC) - timedelta(minutes=10)
    _database(folder, "UPDATE workspace_value SET value = ? WHERE name = 'slack_heard_at'", heard.isoformat())


def _stored(folder: Path, ts: str) -> bool:
    return bool(_database(folder, "SELECT count(*) FROM timeline_entry WHERE message_ts = ?", ts))


def _entries(folder: Path) -> int:
    return _database(folder, "SELECT count(*) FROM timeline_entry WHERE kind = ? AND text IS NOT NULL", "pinned")


async def _there(folder: Path, wanted: int) -> bool:
    return _entries(folder) >= wanted


def _database(folder: Path, query: str, *values: str) -> int:
    with closing(sqlite3.connect(folder / "bot.db")) as database:
        found = database.execute(query, values).fetchone()
        database.commit()
        return int(found[0]) if found else 0


if __name__ == "__main__":
    asyncio.run(main())
