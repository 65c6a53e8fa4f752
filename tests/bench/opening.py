"""How a room of thirty opens: on a fast and a slow Slack, with trouble on the way, and two hundred at once."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import aiohttp
from rich.console import Console
from rich.table import Table

from bot.manifest import manifest_path
from cli.player import Player
from sandbox import vendors
from sandbox.server import Options, Running, start
from sandbox.vendors.zoom_account import HOSTS
from tests.bench.calls import Call, calls_of, depth
from tests.processes import BotProcess

INVITED = 30
PEOPLE = 48
LOOKS, PATIENCE = 6, 300.0
"""How often nothing is found to be done before a room is finished; and seconds until the bench gives up."""
STARTED = 6.0
"""Seconds after which a bot has looked at itself: those calls are not ours."""
LATENCIES = (100, 300)
AT_ONCE = 200
IN_LINE = 30
"""More than Slack lets a workspace create in a minute."""
TROUBLED = (
    "conversations.create",
    "conversations.invite",
    "conversations.setTopic",
    "chat.postMessage",
    "pins.add",
    "bookmarks.add",
    "conversations.canvases.create",
    "zoom.meetings.create",
)


@dataclass
class Bench:
    """A workspace with the bot in it, and what the two said to each other."""

    workspace: Running
    player: Player
    session: aiohttp.ClientSession
    folder: Path
    seen: int = 0

    async def control(self, act: str, **body: Any) -> Any:
        async with self.session.post(f"{self.workspace.url}_control/{act}", json=body) as response:
            answer = await response.json()
            assert response.status == 200, answer
            return answer

    async def quiet(self) -> list[Call]:
        """The calls since the last time, once nothing is left to do and nothing more comes."""
        began, last, looks = perf_counter(), -1, 0
        while looks < LOOKS:
            count = len(self.workspace.world.journal.calls())
            at_rest = count == last and await asyncio.to_thread(self._to_do) == 0
            last, looks = count, looks + 1 if at_rest else 0
            assert perf_counter() - began < PATIENCE, "the bot does not come to rest"
            await asyncio.sleep(0.05)
        calls = await calls_of(self.session, self.workspace.url)
        new, self.seen = calls[self.seen :], len(calls)
        return new

    def _to_do(self) -> int:
        """Effects that wait or are being performed."""
        with closing(sqlite3.connect(self.folder / "bot.db")) as database:
            query = "SELECT count(*) FROM outbox WHERE done_at IS NULL AND dead_at IS NULL"
            return int(database.execute(query).fetchone()[0])


@asynccontextmanager
async def running(*, latency_ms: int = 0, limits: bool = False) -> AsyncIterator[Bench]:
    """Everything on: a service of thirty, a bridge, bookmarks, canvas and digest."""
    options = Options(
        manifest=manifest_path(), latency_ms=latency_ms, rate_limits=limits, people=PEOPLE, channels=4
    )
    workspace = await start(options)
    with TemporaryDirectory(prefix="signalcraft-bench-") as folder:
        _configure(workspace, Path(folder))
        bot = await BotProcess.start(
            workspace, Path(folder), limiter=limits, more=vendors.zoom_environ(workspace.url)
        )
        try:
            async with aiohttp.ClientSession() as session:
                bench = Bench(workspace, Player(session, workspace.url), session, Path(folder))
                await asyncio.sleep(STARTED)
                await bench.quiet()
                yield bench
        finally:
            await bot.stop()
            await workspace.stop()


def _configure(workspace: Running, folder: Path) -> None:
    """A service whose thirty people come, hosts for meetings, and a standing one where all hosts are taken."""
    bridges = f'zoom_hosts = {json.dumps(HOSTS)}\nbridge = "https://meet.example.com/all"'
    service = f'[[services]]\nname = "Checkout"\npeople = {json.dumps(_invited(workspace))}'
    (folder / "signalcraft.toml").write_text(f"{bridges}\n{service}\n")


async def main() -> None:
    await _one_room()
    await _many_rooms()


async def _one_room() -> None:
    columns = ("declarer in", "all in", "card pinned", "all done", "calls", "depth to pin")
    table = Table("thirty invited, everything on; seconds", *columns, title="Opening a room")
    for latency in LATENCIES:
        async with running(latency_ms=latency) as bench:
            table.add_row(f"{latency} ms a call", *await _opening(bench))
            if latency == LATENCIES[0]:
                await _with_trouble(bench, table)
    Console(width=130).print(table)


async def _with_trouble(bench: Bench, table: Table) -> None:
    for method in TROUBLED:
        await bench.control("faults", method=method, times=1, status=429, retry_after=1)
        table.add_row(f"429, a second to wait, on {method}", *await _opening(bench))
    await bench.control("people", user=_invited(bench.workspace)[7], deleted=True)
    table.add_row("one of the thirty deactivated", *await _opening(bench))
    for seed in (1, 2, 3):
        table.add_row(f"30 % of calls answer 503, dice {seed}", *await _opening(bench, chaos_seed=seed))
        async with bench.session.delete(f"{bench.workspace.url}_control/chaos"):
            pass


async def _opening(bench: Bench, chaos_seed: int | None = None) -> tuple[str, ...]:
    """Declares by the form, so that the service's people come, and reads the journal afterwards."""
    submit = await _form(bench)
    if chaos_seed is not None:
        await bench.control("chaos", seed=chaos_seed, rate=0.3, kinds=["unavailable"])
    await bench.control("submit", user="ada", **submit)
    calls = [call for call in await bench.quiet() if call["method"] != "views.open"]
    begun = calls[0]["started"]
    done = [call for call in calls if call["status"] == 200 and not call["error"]]
    invites = [call for call in done if call["method"] == "conversations.invite"]
    declarer = next(call for call in invites if _ada(bench) in str(call["args"].get("users")))
    everybody = max(invites, key=lambda call: len(str(call["args"].get("users"))))
    pinned = next(call for call in done if call["method"] == "pins.add")
    await _complete(bench)
    moments = (declarer, everybody, pinned, max(calls, key=lambda call: call["ended"]))
    return (
        *(f"{moment['ended'] - begun:.2f}" for moment in moments),
        str(len(calls)),
        str(depth(_way(calls), pinned)),
    )


def _way(calls: Sequence[Call]) -> list[Call]:
    """What stands on the way to a pinned card; whatever else runs beside it only looks as if it did."""
    return [call for call in calls if call["method"] in ("conversations.create", "chat.postMessage", "pins.add")]


async def _complete(bench: Bench) -> None:
    """Everybody who can be is in the newest room, all is there once, and then its host is set free."""
    space = bench.workspace.workspace
    room = max((each for each in space.channels.values() if each.name.startswith("inc-")), key=_number)
    can = {person for person in _invited(bench.workspace) if not space.users[person].deleted}
    assert can <= set(room.members), f"{len(can - set(room.members))} of the invited are not in {room.name}"
    assert (len(room.pins), len(room.bookmarks)) == (1, 2), (room.pins, room.bookmarks)
    assert "://" in room.topic.value, room.topic
    await bench.player.types("ada", "general", f"INC-{_number(room)} cancel")
    await bench.quiet()


async def _form(bench: Bench) -> dict[str, Any]:
    """Ada opens the form of declare and fills it in."""
    await bench.player.types("ada", "general", "declare")
    async with bench.session.get(f"{bench.workspace.url}_control/views", params={"user": "ada"}) as response:
        view = (await response.json())["stack"][-1]
    # The first service: an option has its place as value.
    return {"view_id": view["id"], "values": {"title": "checkout is down", "service": "0"}}


async def _many_rooms() -> None:
    table = Table("rooms at once", "result", title="Many rooms")
    async with running(latency_ms=LATENCIES[0]) as bench:
        await _rush(bench, table, AT_ONCE, "limits off")
    async with running(limits=True) as bench:
        await _rush(bench, table, IN_LINE, "Slack's limits on")
    Console(width=130).print(table)


async def _rush(bench: Bench, table: Table, count: int, said: str) -> None:
    """Many declare in the same moment; in which order do their rooms open?"""
    people = [user.name for user in bench.workspace.workspace.users.values() if not user.is_bot]

    async def declares(number: int) -> float:
        answer = await bench.player.types(people[number % len(people)], "general", f"declare trouble {number}")
        return float(answer["ack_ms"])

    acks = await asyncio.gather(*(declares(number) for number in range(count)))
    calls = await bench.quiet()
    done = [call for call in calls if not call["error"] and call["status"] == 200]
    created = [call for call in done if call["method"] == "conversations.create"]
    pinned = [call for call in done if call["method"] == "pins.add"]
    begun = calls[0]["started"]
    order = [int(call["args"]["name"].split("-")[1]) for call in created]
    table.add_row(f"{count} declares, {said}: slowest ack", f"{max(acks):.0f} ms (goal < 1000)")
    table.add_row("   rooms created, cards pinned", f"{len(set(order))}, {len(pinned)}")
    table.add_row("   furthest a room was overtaken, in places", str(_overtaken(order)))
    table.add_row("   first and last card pinned after", _first_and_last(pinned, begun))
    table.add_row("   all done after", f"{max(call['ended'] for call in calls) - begun:.1f} s")
    told = [
        m for m in await bench.player.messages("general", people[(count - 1) % len(people)]) if m["is_ephemeral"]
    ]
    table.add_row("   what the last one reads at the end", told[-1]["text"].splitlines()[0][:80])


def _overtaken(order: Sequence[int]) -> int:
    """By how many places the order of opening differs from the order of declaring, at most."""
    return max(abs(place - sorted(order).index(number)) for place, number in enumerate(order))


def _first_and_last(pinned: Sequence[Call], begun: float) -> str:
    return f"{min(c['ended'] for c in pinned) - begun:.1f} s, {max(c['ended'] for c in pinned) - begun:.1f} s"


def _ada(bench: Bench) -> str:
    ada = bench.workspace.workspace.find_user("ada")
    assert ada
    return ada.id


def _invited(workspace: Running) -> list[str]:
    return [user.id for user in workspace.workspace.users.values() if not user.is_bot][1 : INVITED + 1]


def _number(channel: Any) -> int:
    return int(channel.name.split("-")[1])


if __name__ == "__main__":
    asyncio.run(main())
