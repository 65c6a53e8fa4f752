"""People at work: each act is one control call, and whoever waits sees time pass faster than it does."""

import asyncio
import inspect
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from aiohttp import ClientSession

from bot.app import App
from bot.manifest import manifest_path
from bot.settings import Settings
from incidents.catalog import Catalog
from incidents.incident import Incident
from incidents.timeline import TimelineEntry
from jobs.desk import Job
from jobs.registry import JOBS
from sandbox import vendors
from sandbox.delivery.sockets import Ack
from sandbox.server import Options, Running, start
from sandbox.workspace import openid
from storage.store import Store
from storage.where import numbered
from tests.conversations.conversing import Conversing, WithPages
from tests.conversations.idle import PATIENCE, Idle
from tests.conversations.reading import button, words
from tests.patient import patient

Json = dict[str, Any]


@dataclass
class Sent:
    """An envelope that the workspace sent, and how it was acked."""

    kind: str
    payload: Json
    accepts: bool
    ack: Ack | None = None

    @property
    def words(self) -> bool:
        """Whether it tells of something said: that may be under way when a connection is cut, and comes again."""
        return self.payload.get("event", {}).get("type") == "message"


@dataclass
class World:
    """A workspace, the apps in it, and what a test asks of them."""

    running: Running
    session: ClientSession
    url: str
    catalog: Catalog
    store: Store
    apps: list[App] = field(default_factory=list)
    sent: list[Sent] = field(default_factory=list)
    unacked_allowed: bool = False
    limiter: str = "off"
    pages: bool = False
    variables: dict[str, str] = field(default_factory=dict)
    starting: App | None = None
    _in_flight: int = 0

    def __post_init__(self) -> None:
        self._ask = self.running.world.sockets.ask
        self.running.world.sockets.ask = self.sends

    # Starting

    async def app(
        self, catalog: Catalog | None = None, jobs: Mapping[str, Job] = JOBS, *, sockets: bool = True
    ) -> App:
        """Start an app in this workspace; there may be several."""
        settings = Settings.from_env(self.environ(), sockets=sockets)
        make = WithPages if self.pages else Conversing
        app = make(settings, catalog or self.catalog, now=self.now, jobs=jobs, outbox_tick=0.05)
        self.starting = app
        await app.start()
        self.apps.append(app)
        return app

    async def starts(self) -> App:
        """The app that is about to start, once it serves its pages."""
        async with asyncio.timeout(PATIENCE):
            while self.starting is None or not self.starting.web_port:  # noqa: ASYNC110 - it rings no bell
                await asyncio.sleep(0.02)
        return self.starting

    def environ(self) -> dict[str, str]:
        """The settings with which an app joins."""
        return {
            "SLACK_API_URL": self.running.api_url,
            "SLACK_BOT_TOKEN": "xoxb-local",
            "SLACK_APP_TOKEN": "xapp-local",
            "SLACK_LIMITER": self.limiter,
            "DATABASE_URL": self.url,
            "WEB_PORT": "0",
            **openid.environ(self.running.url),
            **(vendors.zoom_environ(self.running.url) if self.catalog.zoom_hosts else {}),
            **self.variables,
        }

    def now(self) -> datetime:
        """The workspace's time, which is the apps' time too."""
        return datetime.fromtimestamp(self.running.world.clock.now(), UTC)

    # The control API

    def person(self, name: str) -> "Person":
        return Person(self, name)

    async def control(self, act: str, /, **body: Any) -> Json:
        """One control call; a refusal by the workspace fails the test."""
        async with self.session.post(f"{self.running.url}_control/{act}", json=body) as response:
            answer: Json = await response.json()
            assert response.status == 200, f"{act} {body}: {answer}"
            return answer

    async def refused(self, act: str, /, **body: Any) -> str:
        """A control call that the workspace must refuse; gives its sentence."""
        async with self.session.post(f"{self.running.url}_control/{act}", json=body) as response:
            assert response.status == 400, await response.text()
            return str((await response.json())["error"])

    async def look(self, act: str, /, **query: str) -> Json:
        async with self.session.get(f"{self.running.url}_control/{act}", params=query) as response:
            assert response.status == 200, await response.text()
            answer: Json = await response.json()
            return answer

    async def fault(self, method: str, times: int = 1, **what: Any) -> None:
        """The next calls of a method fail."""
        await self.control("faults", method=method, times=times, **what)

    async def mended(self) -> None:
        """No more faults."""
        async with self.session.delete(f"{self.running.url}_control/faults") as response:
            assert response.status == 200

    async def passes(self, *, seconds: float) -> None:
        """Time passes, for the workspace and for the apps."""
        await self.control("clock", advance_s=seconds)

    async def reminds(self, *, minutes: float) -> None:
        """So much time passes, and the apps' clocks look for reminders."""
        await self.passes(seconds=minutes * 60)
        await asyncio.gather(*(app.reminding.tick() for app in self.apps))

    # Reading

    async def channel(self, name: str) -> Json:
        """A channel by name or id, as the workspace has it."""
        channels = (await self.look("state"))["channels"]
        found = [c for c in channels if name in (c["name"], c["id"])]
        assert found, f"no channel {name} among {[c['name'] for c in channels]}"
        return dict(found[0])

    async def rooms(self) -> list[Json]:
        """All war rooms, in the order of their making."""
        return [c for c in (await self.look("state"))["channels"] if c["name"].startswith("inc-")]

    async def messages(self, channel: str, user: str = "ada") -> list[Json]:
        """What somebody sees in a channel, oldest first."""
        found: list[Json] = (await self.look("messages", channel=channel, user=user))["messages"]
        return found

    async def posts(self, channel: str) -> list[Json]:
        """What the bot has posted for everybody, threads included."""
        bot = self.running.workspace.bot.id
        said = await self.messages(channel)
        return [m for m in said if m["user"] == bot and not m.get("subtype") and not m.get("is_ephemeral")]

    async def card(self, room: str) -> Json:
        """The one living card of a room."""
        found = await self.named("card", room)
        assert len(found) == 1, f"{len(found)} cards in {room}"
        return found[0]

    async def named(self, name: str, channel: str) -> list[Json]:
        """The bot's messages of one name (card, digest, postmortem) in a channel."""
        posts = await self.posts(channel)
        return [m for m in posts if m.get("metadata", {}).get("event_payload", {}).get("message") == name]

    async def document(self, room: str) -> str:
        """The post-mortem's file, downloaded from its thread; fails unless there is exactly one."""
        [message] = await self.named("postmortem", room)
        thread = [m for m in await self.posts(room) if m.get("thread_ts") == message["ts"]]
        alive = [f for m in thread for f in m["files"] if f["mode"] != "tombstone"]
        assert [f["name"][-14:] for f in alive] == ["-postmortem.md"], [f["name"] for f in alive]
        async with self.session.get(f"{self.running.url}_client/file/{alive[0]['id']}") as response:
            assert response.status == 200
            return await response.text()

    async def calls(self, *methods: str) -> list[Json]:
        """The calls that the apps made, of these methods or all."""
        made = (await self.look("calls"))["calls"]
        return [c for c in made if not methods or c["method"] in methods]

    async def incident(self, number: int = 1) -> Incident:
        """As the store has it."""
        return await self.store.incident(numbered(number))

    async def timeline(self, number: int = 1) -> list[TimelineEntry]:
        return await self.store.timeline(number)

    # Waiting

    async def eventually(self, look: Callable[[], Awaitable[Any]]) -> Any:
        """What `look` gives, once it gives something; it may fail until then."""
        idle, last = Idle(self), "nothing"
        while idle.patient:
            try:
                found = await look()
                if found:
                    return found
            except AssertionError as error:
                last = str(error)
            await idle.wait()
        raise AssertionError(f"not within {PATIENCE} s: {inspect.getsource(look).strip()}\nlast: {last}")

    async def settles(self) -> None:
        """Until everything that was sent is answered and nothing waits in the outbox."""
        idle = Idle(self)
        while idle.patient:
            if await self.is_idle() and await self.store.next_due() is None:
                return
            await idle.wait()
        raise AssertionError(f"the outbox did not empty within {PATIENCE} s: due {await self.store.next_due()}")

    async def is_heard(self) -> None:
        """Until everything that was sent is acked, or its three seconds are over."""
        async with asyncio.timeout(PATIENCE):
            while self._in_flight:  # noqa: ASYNC110 - the workspace's timers end it
                await asyncio.sleep(0.01)

    async def is_idle(self) -> bool:
        """Whether nobody asks anybody anything at this moment."""
        journal = self.running.world.journal.entries
        return not self._in_flight and all(entry.ended for entry in journal[-50:])

    # What the workspace sends

    async def sends(self, kind: str, payload: Json, accepts: bool = False, **retry: object) -> Ack | None:
        """Deliver an envelope to one of the apps and keep how it was acked."""
        sent = Sent(kind, payload, accepts)
        self.sent.append(sent)
        self._in_flight += 1
        try:
            sent.ack = await self._ask(kind, payload, accepts, **retry)
        finally:
            self._in_flight -= 1
        return sent.ack

    async def sends_again(self, kind: str) -> Ack | None:
        """Deliver the latest envelope of a kind once more, as Slack does when it did not hear the ack."""
        last = next(s for s in reversed(self.sent) if s.kind == kind and not s.words)
        return await self.sends(kind, last.payload, last.accepts, retry_attempt=1, retry_reason="timeout")


@dataclass(frozen=True)
class Person:
    """Somebody in the workspace, by name."""

    world: World
    name: str

    @property
    def id(self) -> str:
        user = self.world.running.workspace.find_user(self.name)
        assert user, self.name
        return user.id

    async def types(self, channel: str, text: str) -> Json:
        """A slash command; gives the private answer (text and blocks), empty when a form has opened."""
        command, _, rest = text.partition(" ")
        answer = await self._do("command", channel=channel, command=command, text=rest)
        return answer["response"] or {}

    async def declares(self, title: str = "checkout is down") -> Json:
        """An incident through to its finished room, which is returned."""
        before = {room["id"] for room in await self.world.rooms()}
        await self.types("general", f"/incident declare {title}")
        await self.world.settles()
        [room] = [room for room in await self.world.rooms() if room["id"] not in before]
        return room

    async def clicks(self, message: Json, action_id: str, value: str | None = None) -> Json:
        """A button or a menu on a message, as this person's screen shows it (a stale one may be handed in)."""
        where = {"channel": message["channel"], "ts": message["ts"]}
        return await self._do("click", **where, action_id=action_id, **({"value": value} if value else {}))

    async def releases(self, card: Json, role: str) -> Json:
        return await self.chooses(card, role, "release")

    async def chooses(self, card: Json, role: str, what: str) -> Json:
        """An option in the menu of a held role: `handover`, `withdraw` or `release`."""
        options = button(card, f"role_menu:{role}")["options"]
        [value] = [o["value"] for o in options if o["value"].startswith(f"{what}:")]
        return await self.clicks(card, f"role_menu:{role}", value)

    async def form(self) -> Json:
        """The modal in front of them."""
        stack = await self.forms()
        assert stack, f"{self.name} sees no form"
        return dict(stack[-1])

    async def forms(self) -> list[Json]:
        stack: list[Json] = (await self.world.look("views", user=self.name))["stack"]
        return stack

    async def writes(self, view: Json, block_id: str, text: str) -> Json:
        """Letters in a field of a form that tells of them; gives the form as it stands then."""
        return await self.presses(view, "value", block_id=block_id, value=text, trigger="on_character_entered")

    async def presses(self, view: Json, action_id: str, **more: str) -> Json:
        """A button or an option in a form; gives the form as it stands then."""
        await self._do("click", view_id=view["id"], action_id=action_id, **more)
        return await self.form()

    async def submits(self, view: Json, **values: str | list[str]) -> Json:
        """Submit a form; gives the errors that came back under its fields."""
        answer = await self._do("submit", view_id=view["id"], values=values)
        return dict((answer["response"] or {}).get("errors", {}))

    async def says(self, channel: str, text: str, *, thread: Json | None = None, **more: Any) -> Json:
        if thread:
            more["thread_ts"] = thread["ts"]
        return await self._do("message", channel=channel, text=text, **more)

    async def reacts(self, message: Json, name: str = "pushpin") -> Json:
        return await self._do("react", channel=message["channel"], ts=message["ts"], name=name)

    async def unreacts(self, message: Json, name: str = "pushpin") -> Json:
        return await self._do("unreact", channel=message["channel"], ts=message["ts"], name=name)

    async def sees(self, channel: str) -> list[Json]:
        return await self.world.messages(channel, self.name)

    async def private(self, channel: str) -> list[Json]:
        """What only they see there."""
        return [m for m in await self.sees(channel) if m.get("is_ephemeral")]

    async def told(self, channel: str) -> str:
        """All that only they were told there, as words."""
        return "\n".join(words(m) for m in await self.private(channel))

    async def told_anywhere(self, *channels: str) -> str:
        """All that only they were told in these channels or by direct message."""
        direct = [c["name"] for c in (await self.world.look("state"))["channels"] if c["name"] == f"@{self.name}"]
        messages = [words(m) for name in direct for m in await self.sees(name)]
        return "\n".join([*messages, *[await self.told(channel) for channel in channels]])

    async def _do(self, act: str, /, **body: Any) -> Json:
        answer = await self.world.control(act, user=self.name, **body)
        if not self.world.unacked_allowed:
            assert not answer.get("error"), f"{self.name} {act} {body}: {answer}"
        return answer


@asynccontextmanager
async def opened(
    url: str,
    catalog: Catalog | None = None,
    ready: Callable[[World], Awaitable[None]] | None = None,
    *,
    app: bool = True,
) -> AsyncIterator[World]:
    """A workspace with one app in it, or none. `ready` prepares the workspace before the app comes."""
    running = patient(await start(Options(manifest=manifest_path(), rate_limits=False)))
    async with ClientSession() as session:
        world = World(running, session, url, catalog or Catalog(), Store(url, clock=lambda: datetime.now(UTC)))
        try:
            if ready:
                await ready(world)
            if app:
                await world.app()
            yield world
            await world.is_heard()
            unacked = [s.kind for s in world.sent if s.ack is None and not s.words]
            assert world.unacked_allowed or not unacked, f"never acked: {unacked}"
        finally:
            await asyncio.gather(*(app.stop() for app in world.apps))
            await world.store.close()
            await running.stop()
