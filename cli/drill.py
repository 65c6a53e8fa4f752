"""A drill: a whole incident through real Socket Mode, in a fresh workspace, with the time each step took."""

import asyncio
import json
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import aiohttp
from rich.console import Console

from bot.config import load_catalog
from bot.config_error import ConfigError
from bot.logs import configure
from cli.demo import start_both
from cli.player import DrillFailed, Json, Player, eventually
from cli.running import FAILED, STOPPED, complain
from incidents.catalog import Catalog

LATENCY_MS = 100
"""What a call to the real Slack takes, about."""
GRADE = "## Grade"
"""The heading in the post-mortem of a drill."""
TITLE = "Checkout is down: payments time out"
UPDATE = "We see failing payments and look at the last release"
PUSHPIN = "pushpin"
OTHERS = {"linus": "scribe", "margaret": "liaison", "ada": "tech_lead"}
"""Who takes which of the other roles."""

Step = Callable[[], Awaitable[None]]


@dataclass
class Drill:
    """The story, step by step; what one step finds, the next ones use."""

    player: Player
    out: Path
    room: str = ""
    card: str = ""
    finding: str = ""
    reply: str = ""
    graded: str = ""
    written: Path | None = None

    def steps(self) -> list[tuple[str, Step]]:
        return [
            ("Ada declares a drill; she is in the war room", self.declare),
            ("The card is pinned and bookmarked", self.card_is_pinned),
            ("The digest channel has heard of it", self.digest_tells),
            ("Grace takes Commander, Linus is refused it", self.take_roles),
            ("Margaret says how it is, and when there is more", self.update),
            ("Two findings are pinned, one taken away again", self.pin),
            ("Severity and status move; the topic follows", self.move_on),
            ("Ada resolves; the post-mortem is posted", self.resolve),
            ("The post-mortem is written to a file", self.write_postmortem),
        ]

    async def declare(self) -> None:
        await self.player.types("ada", "general", f"declare --drill {TITLE}")
        channel = await eventually("a war room with Ada in it", self._room_with_ada)
        self.room = channel["name"]

    async def card_is_pinned(self) -> None:
        channel = await eventually("a pinned and bookmarked card", self._pinned)
        self.card = channel["pins"][0]["ts"]

    async def digest_tells(self) -> None:
        await eventually("one digest message", lambda: self._message("incidents", "INC-1"))

    async def take_roles(self) -> None:
        await self.player.clicks("grace", self.room, self.card, "take_role:commander")
        await eventually("the card to name Grace", lambda: self._message(self.room, "Commander: <@"))
        await self.player.clicks("linus", self.room, self.card, "take_role:commander")
        await eventually("a refusal for Linus", lambda: self._message(self.room, "held by", user="linus"))
        for name, role in OTHERS.items():
            await self.player.clicks(name, self.room, self.card, f"take_role:{role}")

    async def update(self) -> None:
        await self.player.types("margaret", "general", f"INC-1 update {UPDATE} next 30m")
        await eventually("the update in the room", lambda: self._message(self.room, UPDATE))

    async def pin(self) -> None:
        self.finding = await self.player.says("grace", self.room, "The connection pool is used up")
        self.reply = await self.player.says("linus", self.room, "Since the 14:02 release", self.finding)
        aside = await self.player.says("ada", self.room, "Coffee is ready")
        for ts in (self.finding, self.reply, aside):
            await self.player.reacts("grace", self.room, ts, PUSHPIN)
        await self.player.unreacts("grace", self.room, aside, PUSHPIN)

    async def move_on(self) -> None:
        await self.player.types("grace", self.room, "severity sev1")
        await self.player.types("grace", "general", "INC-1 status identified")
        await eventually("the topic to follow", self._topic_moved)

    async def resolve(self) -> None:
        await self.player.types("ada", self.room, "resolve rolled the release back")
        await eventually("a post-mortem", lambda: self._message(self.room, "Root Cause (5 Whys)"))

    async def write_postmortem(self) -> None:
        message = await eventually("the .md file", lambda: self._message(self.room, "INC-1-postmortem.md"))
        text = await self.player.file(message["files"][0]["id"])
        for expected in ("connection pool", "14:02 release", "rolled the release back", "became Commander", GRADE):
            if expected not in text:
                raise DrillFailed(f"the post-mortem does not speak of “{expected}”")
        if "Coffee" in text:
            raise DrillFailed("the post-mortem kept a message whose 📌 was taken away")
        self.graded = _graded(text)
        self.written = await asyncio.to_thread(_write, self.out, text)

    async def _room_with_ada(self) -> Json | None:
        state = await self.player.state()
        ada = next(u["id"] for u in state["users"] if u["name"] == "ada")
        return next(
            (c for c in state["channels"] if c["name"].startswith("drill-inc-1-") and ada in c["members"]), None
        )

    async def _pinned(self) -> Json | None:
        channel = await self._channel()
        return channel if channel["pins"] and channel["bookmarks"] else None

    async def _topic_moved(self) -> bool:
        topic = (await self._channel())["topic"]
        return "SEV1" in topic and "identified" in topic

    async def _channel(self) -> Json:
        channels: list[Json] = (await self.player.state())["channels"]
        return next(c for c in channels if c["name"] == self.room)

    async def _message(self, channel: str, words: str, user: str = "ada") -> Json | None:
        """The newest message with these words in it, anywhere: text, blocks or files."""
        try:
            messages = await self.player.messages(channel, user)
        except aiohttp.ContentTypeError:
            return None
        return next((m for m in reversed(messages) if words in json.dumps(m, ensure_ascii=False)), None)


def run_drill(out: Path) -> int:
    """Play it and tell each step's time. Returns 1 when a step failed."""
    configure("console", "error")
    console = Console()
    try:
        catalog = load_catalog(None)
        return asyncio.run(_play(out, catalog, console))
    except ConfigError as error:
        return complain(error.sentences)
    except OSError as error:
        return complain([f"The drill could not start: {error}."], FAILED)


async def _play(out: Path, catalog: Catalog, console: Console) -> int:
    started = perf_counter()
    with tempfile.TemporaryDirectory(prefix="signalcraft-drill-") as folder:
        with console.status("Starting a fresh workspace and the bot…"):
            workspace, app = await start_both(
                0, 0, Path(folder), catalog, rate_limits=False, latency_ms=LATENCY_MS
            )
        _tell(console, "A fresh workspace and the bot are up", started)
        try:
            async with aiohttp.ClientSession() as session:
                drill = Drill(Player(session, workspace.url), out)
                passed = await _play_steps(drill, console)
        finally:
            await app.stop()
            await workspace.stop()
    if not passed:
        return FAILED
    console.print(f"\n{drill.graded}", markup=False, highlight=False)
    console.print(
        f"\n[bold green]All steps passed[/] in {perf_counter() - started:.1f} s. Read [bold]{drill.written}[/]."
    )
    return STOPPED


async def _play_steps(drill: Drill, console: Console) -> bool:
    for words, step in drill.steps():
        started = perf_counter()
        try:
            with console.status(f"{words}…"):
                await step()
        except DrillFailed as error:
            console.print(f"[bold red]✗[/] {words}: {error}.", highlight=False)
            return False
        _tell(console, words, started)
    return True


def _tell(console: Console, words: str, started: float) -> None:
    console.print(f"[green]✓[/] {words:<52}[dim]{(perf_counter() - started) * 1000:7.0f} ms[/]", highlight=False)


def _write(folder: Path, text: str) -> Path:
    """A new file each time: a drill never overwrites what somebody may still want."""
    folder.mkdir(parents=True, exist_ok=True)
    number = 1
    while True:
        path = folder / (f"INC-1-postmortem{'' if number == 1 else f'-{number}'}.md")
        try:
            with path.open("x", encoding="utf-8") as file:
                file.write(text)
        except FileExistsError:
            number += 1
        else:
            return path


def _graded(document: str) -> str:
    """The grade as a terminal shows it: the section of the post-mortem without its marks."""
    section = document.partition(GRADE)[2].partition("\n## ")[0]
    lines = [line.removeprefix("- ").replace("**", "") for line in section.splitlines() if line.strip()]
    return "\n".join(["Grade" + lines[0], *lines[1:]])
