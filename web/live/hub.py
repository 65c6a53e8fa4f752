"""Who looks at which incident, and what they are sent when it changes: drawn once, the same bytes for all."""

import asyncio
import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

import structlog

from incidents.visible import may_see
from storage.where import NoSuchIncident
from web.front import Front
from web.pages.parts import rendered
from web.pages.war_room import war_of

PAUSE = 0.1
"""Seconds between two looks at one incident: the first change is sent at once, those on its heels together."""
LOOK_AGAIN = 2.0
"""Seconds between looks for what another process changed; PostgreSQL says so itself, SQLite does not."""
HELD_BACK = 64
"""Messages that wait for a reader. Who is further behind is cut off, and comes back for the whole."""
HELD_BYTES = 1024 * 1024
"""And how large they may be together, one that is larger by itself apart."""

log = structlog.get_logger("live")


@dataclass(eq=False)
class Listener:
    """One open stream: who reads it, and which incidents in which version their pages show."""

    person: str
    shown: dict[int, int]
    session: str = ""
    waiting: asyncio.Queue[bytes | None] = field(default_factory=asyncio.Queue)
    held: int = 0
    """Bytes that wait."""
    ended: bool = False

    def send(self, message: bytes) -> None:
        """For the reader; one who does not read is cut off."""
        if self.waiting.qsize() >= HELD_BACK or (self.held and self.held + len(message) > HELD_BYTES):
            self.end()
        if not self.ended:
            self.held += len(message)
            self.waiting.put_nowait(message)

    def end(self) -> None:
        """Nothing more is read here, not even what waits."""
        while not self.waiting.empty():
            self.waiting.get_nowait()
        self.held, self.ended = 0, True
        self.waiting.put_nowait(None)

    async def next(self) -> bytes | None:
        """What is to be read; None at the end."""
        message = await self.waiting.get()
        self.held -= len(message or b"")
        return message


@dataclass(eq=False)
class Topic:
    """An incident that somebody looks at: what its pages show, and what is still to be looked at."""

    number: int
    listeners: set[Listener] = field(default_factory=set)
    newcomers: set[Listener] = field(default_factory=set)
    parts: dict[str, str] = field(default_factory=dict)
    version: int = -1
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    watching: asyncio.Task[None] | None = None


class Hub:
    """All streams of this process."""

    def __init__(self, front: Front, *, look_again: float = LOOK_AGAIN) -> None:
        self._front = front
        self._look_again = look_again
        self._topics: dict[int, Topic] = {}
        self._looking: asyncio.Task[None] | None = None
        self._asking: asyncio.Task[None] | None = None
        self._ask_again = False
        self._away = False
        self._closed = False

    def touched(self, numbers: Collection[int]) -> None:
        """These incidents were changed."""
        for number in numbers:
            if topic := self._topics.get(number):
                topic.changed.set()

    def signed_out(self) -> None:
        """Sessions were ended: whoever reads by one of them reads no more."""
        self._ask_again = True
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask())

    def join(self, person: str, shown: Mapping[int, int], *, session: str = "") -> Listener:
        """Somebody opens pages; what changed since they were drawn is sent at once."""
        listener = Listener(person, dict(shown), session)
        if self._closed:
            listener.end()
            return listener
        for number in shown:
            topic = self._topics.setdefault(number, Topic(number))
            topic.listeners.add(listener)
            topic.newcomers.add(listener)
            topic.changed.set()
            topic.watching = topic.watching or asyncio.create_task(self._watch(topic))
        self._looking = self._looking or asyncio.create_task(self._look())
        if self._away:
            listener.send(_slack(self._away))
        return listener

    def leave(self, listener: Listener) -> None:
        """Nobody reads this one any more."""
        for number in listener.shown:
            if topic := self._topics.get(number):
                self._drop(topic, listener)

    def close(self) -> None:
        """End every stream, since the process ends."""
        self._closed = True
        self._end(self._everybody())

    def _everybody(self) -> set[Listener]:
        return {each for topic in self._topics.values() for each in topic.listeners}

    def _drop(self, topic: Topic, listener: Listener) -> None:
        topic.listeners.discard(listener)
        topic.newcomers.discard(listener)
        if not topic.listeners:
            self._topics.pop(topic.number, None)
            if topic.watching:
                topic.watching.cancel()
        if not self._topics and self._looking:
            self._looking.cancel()
            self._looking = None

    async def _watch(self, topic: Topic) -> None:
        """One incident, as long as somebody looks at it."""
        while True:
            await topic.changed.wait()
            topic.changed.clear()
            try:
                await self._send(topic)
            except Exception as error:  # the database may be away for a moment; pages must come alive again
                log.warning("a page could not be kept in step", incident=topic.number, why=type(error).__name__)
                topic.changed.set()
                await asyncio.sleep(self._look_again)
            await asyncio.sleep(PAUSE)

    async def _send(self, topic: Topic) -> None:
        newcomers, topic.newcomers = topic.newcomers, set()
        try:
            war = await war_of(self._front, topic.number, seen_by=None)
        except NoSuchIncident:
            return self._end([*topic.listeners])
        except BaseException:
            topic.newcomers |= newcomers
            raise
        self._end([each for each in topic.listeners if not may_see(war.incident, each.person)])
        parts, version = rendered(war), war.incident.version
        new = {name: html for name, html in parts.items() if topic.parts.get(name) != html}
        topic.parts, topic.version = parts, version
        known = topic.listeners - newcomers - topic.newcomers  # who came meanwhile is served next
        _tell(known, topic.number, version, new)
        _tell(
            {each for each in newcomers & topic.listeners if each.shown.get(topic.number) != version},
            topic.number,
            version,
            parts,
        )

    def _end(self, listeners: Collection[Listener]) -> None:
        """End their streams; a browser that still may see something comes again for that."""
        for listener in listeners:
            self.leave(listener)
            listener.end()

    async def _ask(self) -> None:
        """Whose session still stands; in case of trouble each stream asks by itself before long."""
        while self._ask_again:
            self._ask_again = False
            everybody = self._everybody()
            with suppress(Exception):
                standing = await self._front.store.standing({each.session for each in everybody})
                self._end([each for each in everybody if each.session not in standing])

    def _tell_of_slack(self) -> None:
        """Whether it answers: what people do on the pages follows there now, or later."""
        away = self._front.heard().away
        if away != self._away:
            self._away = away
            for listener in self._everybody():
                listener.send(_slack(away))

    async def _look(self) -> None:
        """What another process has changed, and whatever notice was lost."""
        while True:
            self._tell_of_slack()
            await asyncio.sleep(self._look_again)
            with suppress(Exception):  # the next look comes soon
                versions = await self._front.store.versions([*self._topics])
                self.touched([n for n, topic in self._topics.items() if versions.get(n) != topic.version])


def _slack(away: bool) -> bytes:
    return f"event: slack\ndata: {'away' if away else 'back'}\n\n".encode()


def _tell(listeners: Collection[Listener], number: int, version: int, parts: Mapping[str, str]) -> None:
    if not listeners or not parts:
        return
    told = json.dumps({"incident": number, "version": version, "parts": parts}, ensure_ascii=False)
    message = f"data: {told}\n\n".encode()
    for listener in listeners:
        listener.send(message)
