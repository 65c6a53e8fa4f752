"""A whole incident with one death in it, for every effect there is: the registry names the kill points."""

import asyncio
import json
import signal
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.manifest import manifest_path
from cli.player import DrillFailed, Player, eventually
from incidents.effects import EFFECTS
from sandbox.server import Options, Running, start
from tests.processes import BotProcess

pytestmark = pytest.mark.crash

ROOM = "inc-1-checkout-is-down"
RENAMED = "inc-1-payments-are-down"
BRIDGE = "https://meet.example.com/checkout"
MERGED = "inc-2-payments-fail"
FINDING = "The connection pool is used up"
AHEAD = "11"  # seconds: a lease lasts 10

Json = dict[str, Any]


@pytest.fixture
async def workspace() -> AsyncIterator[Running]:
    running = await start(Options(port=0, manifest=manifest_path(), rate_limits=False))
    yield running
    await running.stop()


@pytest.fixture
async def player(workspace: Running) -> AsyncIterator[Player]:
    async with aiohttp.ClientSession() as session:
        yield Player(session, workspace.url)


class Story:
    """An incident told step by step, by a bot that may die once and is started again."""

    def __init__(self, workspace: Running, player: Player, folder: Path) -> None:
        self.workspace = workspace
        self.player = player
        self.folder = folder
        self.deaths = 0
        self.bot: BotProcess

    async def tell(self, kind: str, when: str) -> None:
        """The whole of it. What costs seconds and is about one effect alone is told only where that one kills."""
        await self.begin(kind, when)
        await self.declare()
        if kind == "rename_room":
            await self.title()
        if kind == "bookmark_bridge":
            await self.bridge()
        if kind == "examine_room":
            await self.examine()
        if kind in ("bring_over", "refresh_signpost"):
            await self.merge()
        await self.pin()
        await self.resolve()
        await self.end()

    async def close(self) -> None:
        """A story that broke off leaves no process behind."""
        if not self.bot.dead:
            self.bot.process.kill()
            await self.bot.process.wait()

    async def begin(self, kind: str, when: str) -> None:
        self.bot = await self._bot(kind, when)
        await self._until(lambda: self._channel("incidents"), "a digest channel")
        if kind == "ensure_digest_channel":  # due at the start: let it die before anybody types
            await self._until(self._died, "a death")

    async def declare(self) -> None:
        with suppress(DrillFailed):  # it may die between its commit and its ack: the incident stands all the same
            await self.player.types("ada", "general", "declare checkout is down")
        await self._until(self._room_complete, "a complete room")

    async def bridge(self) -> None:
        await self._until(self._bridged, "an answer to bridge")
        await self._until(self._bridge_shown, "a bookmark of the bridge")

    async def examine(self) -> None:
        await self._until(self._examined, "an answer to doctor")
        await self._until(self._found_sound, "a room that is found sound")

    async def merge(self) -> None:
        """Grace declared the same trouble once more, and brings hers into Ada's."""
        await self.player.types("grace", "random", "declare payments fail")
        await self._until(lambda: self._channel(MERGED), "a second room")
        await self._until(self._merged, "an answer to merge")
        await self._until(self._brought_over, "Grace in the other room, and word of it in hers")

    async def title(self) -> None:
        await self._until(self._retitled, "an answer to title")
        await self._until(lambda: self._channel(RENAMED), "a room that follows the title")
        await self._until(self._titled_back, "an answer to title")
        await self._until(lambda: self._channel(ROOM), "the name from before")

    async def pin(self) -> None:
        ts = await self.player.says("ada", ROOM, FINDING)
        await self.player.reacts("ada", ROOM, ts, "pushpin")

    async def resolve(self) -> None:
        await self._until(self._resolved, "an answer to resolve")
        await self._until(self._postmortem_complete, "a post-mortem with its file")

    async def end(self) -> None:
        """The death may come a moment after what it was to interrupt: wait for it, and for the work to be done."""
        await self._until(self._all_done, "a death and an empty outbox")
        await self.bot.stop()

    async def _bot(self, *arguments: str) -> BotProcess:
        command = [sys.executable, "-m", "tests.crash.child", *arguments]
        return await BotProcess.start(self.workspace, self.folder, command)

    async def _until(self, look: Any, expected: str) -> None:
        """Wait for it; when the bot dies meanwhile, start it again, unharmed."""

        async def looked() -> bool:
            if self.bot.dead:
                assert self.bot.process.returncode == -signal.SIGKILL
                self.deaths += 1
                self.bot = await self._bot("--ahead", AHEAD)
            return bool(await look())

        try:
            await eventually(expected, looked)
        except DrillFailed as failed:
            raise AssertionError(f"{failed}; the outbox: {await asyncio.to_thread(self._outbox)}") from failed

    def _outbox(self) -> list[tuple[Any, ...]]:
        """What is not done yet, for whoever has to find out why."""
        with sqlite3.connect(self.folder / "bot.db") as database:
            columns = "kind, attempts, due_at, lease_until, last_error, dead_at"
            return database.execute(f"SELECT {columns} FROM outbox WHERE done_at IS NULL").fetchall()

    async def _died(self) -> bool:
        return self.deaths == 1

    async def _all_done(self) -> bool:
        return self.deaths == 1 and not await asyncio.to_thread(self._outbox)

    async def _retitled(self) -> bool:
        return await self._typed("title payments are down", ROOM, RENAMED)

    async def _titled_back(self) -> bool:
        return await self._typed("title checkout is down", RENAMED, ROOM)

    async def _typed(self, words: str, *rooms: str) -> bool:
        """Typed again when the bot happened to be dead, wherever the room is by then."""
        for room in rooms:
            if await self._channel(room):
                try:
                    await self.player.types("ada", room, words)
                except DrillFailed:
                    return False
                return True
        return False

    async def _bridged(self) -> bool:
        try:
            await self.player.types("ada", ROOM, f"bridge {BRIDGE}")
        except DrillFailed:
            return False
        return True

    async def _examined(self) -> bool:
        return await self._typed("doctor", ROOM)

    async def _found_sound(self) -> bool:
        return any("Everything is as it should be" in m["text"] for m in await self.player.messages(ROOM, "ada"))

    async def _bridge_shown(self) -> bool:
        room = await self._channel(ROOM)
        return bool(room and BRIDGE in room["topic"] and BRIDGE in {b["link"] for b in room["bookmarks"]})

    async def _merged(self) -> bool:
        try:
            await self.player.types("grace", "random", "INC-2 merge INC-1")
        except DrillFailed:
            return False
        return True

    async def _brought_over(self) -> bool:
        room = await self._channel(ROOM)
        grace = next(u["id"] for u in (await self.player.state())["users"] if u["name"] == "grace")
        left = [m for m in await self.player.messages(MERGED, "grace") if "turned out to be" in m["text"]]
        assert len(left) <= 1
        return bool(room and grace in room["members"] and left)

    async def _resolved(self) -> bool:
        """Typed again when the bot happened to be dead."""
        try:
            await self.player.types("ada", ROOM, "resolve rolled back")
        except DrillFailed:
            return False
        return True

    async def _channel(self, name: str) -> Json | None:
        return next((c for c in (await self.player.state())["channels"] if c["name"] == name), None)

    async def _room_complete(self) -> bool:
        room = await self._channel(ROOM)
        ada = next(u["id"] for u in (await self.player.state())["users"] if u["name"] == "ada")
        if not (room and room["pins"] and room["bookmarks"] and room["topic"] and ada in room["members"]):
            return False
        told = await self.player.messages("incidents", "ada")
        answers = await self.player.messages("general", "ada")
        return any("INC-1" in m["text"] for m in told) and any("The war room is" in m["text"] for m in answers)

    async def _postmortem_complete(self) -> bool:
        messages = await self.player.messages(ROOM, "ada")
        texts = [json.dumps(m) for m in messages]
        return any("Root Cause" in t and FINDING in t for t in texts) and any(m.get("files") for m in messages)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("kind", list(EFFECTS))
async def test_a_death_at_any_step_costs_nothing_and_doubles_nothing(
    kind: str, when: str, workspace: Running, player: Player, tmp_path: Path
) -> None:
    story = Story(workspace, player, tmp_path)
    try:
        await story.tell(kind, when)
    finally:
        await story.close()

    await _nothing_is_double(player, bookmarks=2 if kind == "bookmark_bridge" else 1)


async def _nothing_is_double(player: Player, *, bookmarks: int) -> None:
    state = await player.state()
    rooms = [c for c in state["channels"] if c["name"].startswith("inc-") and c["name"] != MERGED]
    assert [c["name"] for c in rooms] == [ROOM]
    assert [len(rooms[0]["pins"]), len(rooms[0]["bookmarks"])] == [1, bookmarks]
    assert len([c for c in state["channels"] if c["name"].startswith("incidents")]) == 1
    in_room = [m for m in await player.messages(ROOM, "ada") if m.get("bot_id") and not m.get("is_ephemeral")]
    said = [m["text"] for m in in_room if not m.get("subtype") and not m.get("files")]
    assert len([t for t in said if "INC-1 · checkout is down" in t]) == 1, said
    assert len([t for t in said if "Post-mortem of INC-1" in t]) == 1, said
    files = [f for m in in_room for f in m.get("files", []) if f.get("mode") != "tombstone"]
    assert len(files) == 1, [(f["title"], f.get("mode")) for f in files]
    digest = [m for m in await player.messages("incidents", "ada") if "INC-1 ·" in m.get("text", "")]
    assert len(digest) == 1
    private = [m for m in await player.messages("general", "ada") if m.get("is_ephemeral")]
    assert len(private) == 1, [m["text"] for m in private]
