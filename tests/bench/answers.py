"""Print how fast each command and each click on the card is answered, its commit included, at 1,000 incidents."""

import asyncio
import statistics
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
from rich.console import Console
from rich.table import Table
from sqlalchemy import create_engine, text

from bot.manifest import manifest_path
from cli.player import Player, eventually
from commands.registry import COMMANDS
from incidents.catalog import Catalog
from incidents.declare import declare
from sandbox.server import Options, start
from storage.store import Store
from storage.where import NEW
from tests.processes import BotProcess

INCIDENTS = 1000
TIMES = 15
BREATH = 0.3
OPENING = ("declare", "reopen")
"""Seconds between two of these: the room that follows from one is not what the next one waits for."""
GOAL = 15.0
LINES = {
    "declare": "declare sev4 pool {n} is used up",
    "status": "status",
    "ack": "ack",
    "severity": "severity sev{odd}",
    "role": "role scribe",
    "title": "title checkout is down, look {n}",
    "summary": "summary the pool is used up, look {n}",
    "services": "services checkout{n}",
    "affected": "affected about {n}",
    "impact": "impact {n} min ago",
    "edit": "edit",
    "note": "note look {n}",
    "task": "task add look {n}",
    "update": "update we look, {n}",
    "room": "room",
    "private": "private nonsense",
    "invite": "invite nobody",
    "bridge": "bridge https://meet.example.com/{n}",
    "resolve": "resolve",
    "cancel": "INC-{n} cancel",
    "reopen": "INC-{n} reopen",
    "postmortem": "INC-{n} postmortem",
    "close": "INC-{n} close",
    "merge": "INC-{n} merge INC-404404",
    "doctor": "doctor",
    "catchup": "catchup",
    "timeline": "timeline",
    "list": "list",
    "mine": "mine",
    "stats": "stats 90d",
    "follow": "follow nonsense",
    "unfollow": "unfollow nonsense",
    "help": "help",
}
"""A line of each command, typed in a war room, a little other each time."""
CLICKS = ("take_role:liaison", "acknowledge", "open_edit", "open_resolve")


async def main() -> None:
    table = Table(
        "asked", "median ms", "slowest ms", title=f"To the ack, {INCIDENTS} incidents; goal ≤ {GOAL:.0f}"
    )
    with tempfile.TemporaryDirectory(prefix="signalcraft-bench-") as folder:
        await _fill(f"sqlite:///{folder}/bot.db")
        workspace = await start(Options(port=0, manifest=manifest_path(), rate_limits=False))
        bot = await BotProcess.start(workspace, Path(folder), more={"LOG_LEVEL": "error"})
        try:
            async with aiohttp.ClientSession() as session:
                await _ask(Player(session, workspace.url), table)
        finally:
            await bot.stop()
            await workspace.stop()
    Console().print(table)


async def _fill(url: str) -> None:
    """Open incidents without a room of which nothing is left to do."""
    at = datetime.now(UTC) - timedelta(hours=1)
    store = Store(url, clock=lambda: at)
    await store.start()
    for number in range(INCIDENTS):
        known = {"title": f"pool {number} is slow", "severity": "sev3", "by": "U1", "at": at}
        await store.change(NEW, partial(declare, catalog=Catalog(), **known))
    await store.close()
    with create_engine(url).begin() as connection:
        connection.execute(text("DELETE FROM outbox"))
        connection.execute(text("UPDATE incident SET remind_at = NULL"))


async def _ask(player: Player, table: Table) -> None:
    await player.types("ada", "general", "declare checkout is down")
    room = await eventually("a room", lambda: _room(player))
    for command in COMMANDS:
        line = LINES[command.word]

        async def typed(n: int, line: str = line) -> Any:
            return await player.types("ada", room["id"], line.format(n=n + 1, odd=n % 4 + 1))

        await _measured(table, f"/incident {command.word}", typed)
    for action_id in CLICKS:

        async def clicked(n: int, action_id: str = action_id) -> Any:
            return await player.clicks("grace", room["id"], room["pins"][0]["ts"], action_id)

        await _measured(table, f"click on {action_id}", clicked)


async def _measured(table: Table, name: str, ask: Callable[[int], Awaitable[Any]]) -> None:
    times = []
    for n in range(TIMES):
        times.append(float((await ask(n))["ack_ms"]))
        await asyncio.sleep(BREATH if name.endswith(OPENING) else 0)
    median = statistics.median(times)
    table.add_row(name, f"[{'green' if median <= GOAL else 'red'}]{median:.1f}[/]", f"{max(times):.0f}")


async def _room(player: Player) -> Any:
    rooms = [c for c in (await player.state())["channels"] if c["name"].startswith("inc-") and c["pins"]]
    return rooms[0] if rooms else None


if __name__ == "__main__":
    asyncio.run(main())
