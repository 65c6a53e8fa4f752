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

log = structlog.get_logger("live")


@dataclass(eq=False)
class Listener:
    """One open stream: who reads it, and which incidents in which version their pages show."""

    person: str
    shown: dict[int, int]
    waiting: asyncio.Queue[bytes | None] = field(default_factory=lambda: asyncio.Queue(HELD_BACK))

    def send(self, message: bytes | None) -> None:
        """None ends the stream, and so does a reader who does not read."""
        try:
            self.waiting.put_nowait(message)
        except asyncio.QueueFull:
            while not self.waiting.empty():
                self.waiting.get_nowait()
            self.waiting.put_nowait(None)


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
        self._closed = False

    def touched(self, numbers: Collection[int]) -> None:
        """These incidents were changed."""
        for number in numbers:
            if topic := self._topics.get(number):
                topic.changed.set()

    def join(self, person: str, shown: Mapping[int, int]) -> Listener:
        """Somebody opens pages; what changed since they were drawn is sent at once."""
        listener = Listener(person, dict(shown))
        if self._closed:
            listener.send(None)
            return listener
        for number in shown:
            topic = self._topics.setdefault(number, Topic(number))
            topic.listeners.add(listener)
            topic.newcomers.add(listener)
            topic.changed.set()
            topic.watching = topic.watching or asyncio.create_task(self._watch(topic))
        self._looking = self._looking or asyncio.create_task(self._look())
        return listener

    def leave(self, listener: Listener) -> None:
        """Nobody reads this one any more."""
        for number in listener.shown:
            if topic := self._topics.get(number):
                self._drop(topic, listener)

    def close(self) -> None:
        """End every stream, since the process ends."""
        self._closed = True
        everybody = {each for topic in self._topics.values() for each in topic.listeners}
        for listener in everybody:
            self.leave(listener)
            listener.send(None)

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
            return self._end(topic, [*topic.listeners])
        except BaseException:
            topic.newcomers |= newcomers
            raise
        self._end(topic, [each for each in topic.listeners if not may_see(war.incident, each.person)])
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

    def _end(self, topic: Topic, listeners: Collection[Listener]) -> None:
        """They may not see it any longer, so their stream ends; it comes again for what they may see."""
        for listener in listeners:
            self.leave(listener)
            listener.send(None)

    async def _look(self) -> None:
        """What another process has changed, and whatever notice was lost."""
        while True:
            await asyncio.sleep(self._look_again)
            with suppress(Exception):  # the next look comes soon
                versions = await self._front.store.versions([*self._topics])
                self.touched([n for n, topic in self._topics.items() if versions.get(n) != topic.version])


def _tell(listeners: Collection[Listener], number: int, version: int, parts: Mapping[str, str]) -> None:
    if not listeners or not parts:
        return
    told = json.dumps({"incident": number, "version": version, "parts": parts}, ensure_ascii=False)
    message = f"data: {told}\n\n".encode()
    for listener in listeners:
        listener.send(message)
