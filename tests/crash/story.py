"""An incident told step by step, by a bot that may die and is started again; and what must be there once."""

import asyncio
import json
import signal
from collections.abc import AsyncIterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import NullPool, create_engine, text

from cli.player import DrillFailed, Player, eventually
from sandbox.server import Running
from storage.database import parse
from tests.crash.child import BRIDGE, Doom
from tests.crash.nursery import Bot

MERGED = "inc-2-payments-fail"
FINDING = "The connection pool is used up"
AHEAD = 11.0  # seconds: a lease lasts 10

Json = dict[str, Any]


class Story:
    """One incident in one workspace and one database."""

    def __init__(
        self, workspace: Running, player: Player, folder: Path, database_url: str, *, web_port: int = 0
    ) -> None:
        self.workspace = workspace
        self.player = player
        self.folder = folder
        self.database_url = database_url
        self.web_port = web_port
        self.number = 1
        self.deaths = 0
        self.missing: list[str] = []
        self._engine = create_engine(parse(database_url), poolclass=NullPool)
        self.bot: Bot
        self.dooms: tuple[Doom, ...] = ()

    @property
    def ref(self) -> str:
        return f"INC-{self.number}"

    @property
    def room(self) -> str:
        return f"inc-{self.number}-checkout-is-down"

    async def close(self) -> None:
        """A story that broke off leaves no process behind."""
        await self.bot.kill()

    async def begin(self, *dooms: Doom) -> None:
        """With a bot for each doom, one after the other; the last one lives on."""
        self.dooms = dooms
        self.bot = await self._bot()
        await self.until(lambda: self.channel("incidents"), "a digest channel")
        if dooms[0].effect == "ensure_digest_channel":  # due at the start: let it die before anybody types
            await self.until(self._died, "a death")

    async def declare(self) -> None:
        with suppress(DrillFailed):  # it may die between its commit and its ack: the incident stands all the same
            await self.player.types("ada", "general", "declare checkout is down")
        await self.until(self._declared, "an incident")
        await self.until(self._room_complete, "a complete room")

    async def pin(self) -> None:
        """Only once the opening is done: Slack tells a bot that died of a reaction again, but a minute later."""
        await self.until(self.idle, "a whole opening")
        ts = await self.player.says("ada", self.room, FINDING)
        await self.player.reacts("ada", self.room, ts, "pushpin")

    async def resolve(self) -> None:
        await self.until(self._resolved, "an answer to resolve")
        await self.until(self._postmortem_complete, "a post-mortem with its file")

    async def settle(self) -> None:
        """Until nothing is left to do, whether it has died or not."""
        await self.until(self.idle, "an empty outbox")

    async def end(self) -> None:
        """The death may come a moment after what it was to interrupt: wait for it, and for the work to be done."""
        await self.until(self._all_done, "a death and an empty outbox")

    async def _bot(self) -> Bot:
        doom = self.dooms[self.deaths] if self.deaths < len(self.dooms) else Doom()
        ahead = AHEAD * self.deaths
        return await Bot.born(self.workspace, self.folder, self.database_url, doom, ahead, self.web_port)

    async def until(self, look: Any, expected: str) -> None:
        """Wait for it; when the bot dies meanwhile, start the next one."""

        async def looked() -> bool:
            if not self.bot.lives:
                assert self.bot.exitcode == -signal.SIGKILL
                self.deaths += 1
                self.bot = await self._bot()
            return bool(await look())

        try:
            await eventually(expected, looked)
        except DrillFailed as failed:
            outbox = await asyncio.to_thread(self._outbox)
            raise AssertionError(
                f"{self.dooms}: {failed}; missing: {self.missing}; the outbox: {outbox}"
            ) from failed

    def performed(self) -> set[str]:
        """The kinds of effects that there were."""
        return {str(kind) for (kind,) in self._rows("SELECT kind FROM outbox WHERE done_at IS NOT NULL")}

    def _outbox(self) -> list[tuple[Any, ...]]:
        """What is not done yet, for whoever has to find out why."""
        columns = "kind, attempts, due_at, lease_until, last_error, dead_at"
        return self._rows(f"SELECT {columns} FROM outbox WHERE done_at IS NULL")

    def _rows(self, query: str) -> list[Any]:
        with closing(self._engine.connect()) as database:
            return list(database.execute(text(query)))

    async def _declared(self) -> bool:
        """Typed again by somebody whose command failed: it died before it had committed anything."""
        incidents = await asyncio.to_thread(self._rows, "SELECT id FROM incident")
        if incidents:
            [[self.number]] = incidents  # PostgreSQL never gives a number again, not even one that was rolled back
            return True
        with suppress(DrillFailed):
            await self.player.types("ada", "general", "declare checkout is down")
        return False

    async def _died(self) -> bool:
        return self.deaths == len(self.dooms)

    async def _all_done(self) -> bool:
        return await self._died() and await self.idle()

    async def idle(self) -> bool:
        return not await asyncio.to_thread(self._outbox)

    async def typed(self, words: str, *rooms: str) -> bool:
        """Typed again when the bot happened to be dead, wherever the room is by then."""
        for room in rooms:
            if await self.channel(room):
                try:
                    await self.player.types("ada", room, words)
                except DrillFailed:
                    return False
                return True
        return False

    async def _resolved(self) -> bool:
        """Typed again when the bot happened to be dead."""
        try:
            await self.player.types("ada", self.room, "resolve rolled back")
        except DrillFailed:
            return False
        return True

    async def channel(self, name: str) -> Json | None:
        return next((c for c in (await self.player.state())["channels"] if c["name"] == name), None)

    async def _room_complete(self) -> bool:
        self.missing = [what async for what in self._missing()]
        return not self.missing

    async def _missing(self) -> AsyncIterator[str]:
        """What an opened room does not have yet."""
        room = await self.channel(self.room)
        if room is None:
            yield f"room (there are {[c['name'] for c in (await self.player.state())['channels']]})"
            return
        ada = next(u["id"] for u in (await self.player.state())["users"] if u["name"] == "ada")
        if ada not in room["members"]:
            yield "declarer"
        if not room["pins"]:
            yield "pinned card"
        if BRIDGE not in room["topic"]:
            yield "topic"
        if not any(self.ref in m["text"] for m in await self.player.messages("incidents", "ada")):
            yield "digest message"
        if not any("The war room is" in m["text"] for m in await self.player.messages("general", "ada")):
            yield "answer"

    async def _postmortem_complete(self) -> bool:
        messages = await self.player.messages(self.room, "ada")
        texts = [json.dumps(m) for m in messages]
        return any("Root Cause" in t and FINDING in t for t in texts) and any(m.get("files") for m in messages)


async def nothing_is_double(story: Story) -> None:
    """A whole incident's: what an opened one has once, and one post-mortem with one file."""
    said = await opened_once(story)
    assert len([t for t in said if f"Post-mortem of {story.ref}" in t]) == 1, said
    in_room = await story.player.messages(story.room, "ada")
    files = [f for m in in_room for f in m.get("files", []) if f.get("mode") != "tombstone"]
    assert len(files) == 1, [(f["title"], f.get("mode")) for f in files]


async def opened_once(story: Story) -> list[str]:
    """One room with one card, pinned, and both bookmarks; one digest message, one answer. What is said there."""
    state = await story.player.state()
    rooms = [c for c in state["channels"] if c["name"].startswith(f"inc-{story.number}-")]
    assert [c["name"] for c in rooms] == [story.room]
    assert len(rooms[0]["pins"]) == 1
    assert sorted(b["title"] for b in rooms[0]["bookmarks"]) == ["Bridge", "Incident card"]
    canvases = story.workspace.workspace.canvases.values()
    assert [c.id for c in canvases if c.channel == rooms[0]["id"]] == [rooms[0]["canvas"]["id"]]
    assert len([c for c in state["channels"] if c["name"].startswith("incidents")]) == 1
    in_room = [
        m for m in await story.player.messages(story.room, "ada") if m.get("bot_id") and not m.get("is_ephemeral")
    ]
    said = [m["text"] for m in in_room if not m.get("subtype") and not m.get("files")]
    assert len([t for t in said if f"{story.ref} · checkout is down" in t]) == 1, said
    digest = [m for m in await story.player.messages("incidents", "ada") if f"{story.ref} ·" in m.get("text", "")]
    assert len(digest) == 1
    private = [m for m in await story.player.messages("general", "ada") if m.get("is_ephemeral")]
    assert len(private) == 1, [m["text"] for m in private]
    return said
