"""The Socket Mode end: tickets, hello, envelopes to one connection each, and the ways a connection ends."""

import asyncio
import contextlib
import json
import random
import uuid
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field

from aiohttp import WSCloseCode, WSMsgType, web

from sandbox.delivery.acks import Ack, Acks, Log
from sandbox.delivery.naming import channel_of, name_of
from sandbox.workspace import ids
from sandbox.workspace.clock import Clock
from sandbox.workspace.keeping import forget_oldest
from sandbox.workspace.nouns import Json

ACK_SECONDS = 3.0
CONNECTIONS = 10
TICKET_SECONDS = 30.0
LIFE_SECONDS = 18060  # then Slack refreshes a connection; 360 where ?debug_reconnects=true asks for it
DEBUG_LIFE_SECONDS = 360
LINGER_SECONDS = 10.0  # how long a connection lives after a warning or a refresh request
CUT = "cut"  # not Slack's word: the connection is lost without a frame


@dataclass(eq=False)
class Connection:
    socket: web.WebSocketResponse
    request: web.Request
    life: int = LIFE_SECONDS
    leaving: bool = False
    events: set[str] = field(default_factory=set)  # ids of the events it has not acked

    @property
    def is_open(self) -> bool:
        transport = self.request.transport
        return not self.socket.closed and transport is not None and not transport.is_closing()

    def cut(self) -> None:
        if self.request.transport:
            self.request.transport.abort()


@dataclass
class Sockets:
    app_id: str
    clock: Clock
    log: Log
    ack_seconds: float = ACK_SECONDS
    is_enabled: bool = True  # link_disabled switches Socket Mode off
    chance: random.Random = field(default_factory=random.Random)
    connections: list[Connection] = field(default_factory=list)
    on_connect: list[Callable[[], None]] = field(default_factory=list)
    on_change: list[Callable[[], None]] = field(default_factory=list)
    _tickets: dict[str, float] = field(default_factory=dict)
    _tasks: set["asyncio.Task[None]"] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._acks = Acks(self.log)

    def ticket(self) -> str:
        """What makes a URL from apps.connections.open good for one connection, within half a minute."""
        ticket = ids.secret()
        forget_oldest(self._tickets)
        self._tickets[ticket] = self.clock.now()
        return ticket

    @property
    def usable(self) -> list[Connection]:
        """The connections an envelope may go to: those told to leave only when no other is there."""
        is_open = [each for each in self.connections if each.is_open]
        return [each for each in is_open if not each.leaving] or is_open

    async def serve(self, request: web.Request) -> web.StreamResponse:
        made = self._tickets.pop(request.query.get("ticket", ""), None)
        if made is None or self.clock.now() - made > TICKET_SECONDS or not self.is_enabled:
            raise web.HTTPForbidden(text="this link is used up; call apps.connections.open again")
        socket = web.WebSocketResponse()  # answers pings with their own payload
        await socket.prepare(request)
        if len(self.connections) >= CONNECTIONS:
            await socket.send_json(_goodbye("too_many_websockets"))
            await socket.close()
            return socket
        life = DEBUG_LIFE_SECONDS if request.query.get("debug_reconnects") == "true" else LIFE_SECONDS
        await self._hold(Connection(socket, request, life))
        return socket

    async def _hold(self, connection: Connection) -> None:
        self.connections.append(connection)
        try:
            await connection.socket.send_json(self._hello(connection))
            self.clock.call_later(connection.life - LINGER_SECONDS, lambda: self._retire(connection))
            for told in (*self.on_connect, *self.on_change):
                told()
            async for message in connection.socket:
                if message.type in (WSMsgType.TEXT, WSMsgType.BINARY):
                    self._acks.arrived(str(message.data))
        finally:
            self.connections.remove(connection)
            self._acks.lost(connection.events)
            for told in self.on_change:
                told()

    def _hello(self, connection: Connection) -> Json:
        debug = {"host": "applink-local", "build_number": 1, "approximate_connection_time": connection.life}
        return {
            "type": "hello", "num_connections": len(self.connections), "debug_info": debug,
            "connection_info": {"app_id": self.app_id},
        }  # fmt: skip

    async def ask(self, kind: str, payload: Json, accepts: bool, **retry: object) -> Ack | None:
        """Sends an envelope to one connection; None when nobody is there or no ack comes in time."""
        envelope_id = str(uuid.uuid4())
        entry = self.log.start(
            name_of(kind, payload), payload, kind="envelope", channel=channel_of(payload),
            retry=int(str(retry.get("retry_attempt", 0))),
        )  # fmt: skip
        envelope = {
            "envelope_id": envelope_id, "type": kind, "payload": payload, "accepts_response_payload": accepts,
        }  # fmt: skip
        self._acks.expect(envelope_id, entry)
        connection = await self._send(json.dumps(envelope | retry))
        if connection is None:
            self._acks.forget(envelope_id, "nobody_connected")
            return None
        if kind == "events_api":  # what goes down with its connection comes again without waiting
            connection.events.add(envelope_id)
        try:
            return await self._acks.wait(envelope_id, self.ack_seconds)
        finally:
            connection.events.discard(envelope_id)

    def give_up(self, kind: str, payload: Json, attempt: int) -> None:
        """Notes that Slack will not send this again."""
        name, channel = name_of(kind, payload), channel_of(payload)
        entry = self.log.start(name, payload, kind="envelope", channel=channel, retry=attempt)
        self.log.end(entry, 0, "given_up", ok=False)

    async def _send(self, frame: str) -> Connection | None:
        """To any one connection; the next when one turns out to be gone."""
        usable = self.usable
        for connection in self.chance.sample(usable, len(usable)):
            with contextlib.suppress(ConnectionError):
                await connection.socket.send_str(frame)
                return connection
        return None

    async def disconnect(self, reason: str, count: int | None = None) -> int:
        """Tells connections to go, as Slack does before it closes them; how many were told."""
        if reason == "link_disabled":
            self.is_enabled = False
        told = [each for each in self.connections if not each.leaving][:count]
        for connection in told:
            await self._dismiss(connection, reason)
        return len(told)

    async def _dismiss(self, connection: Connection, reason: str) -> None:
        connection.leaving = True
        if reason == CUT:
            return connection.cut()
        with contextlib.suppress(ConnectionError):
            await connection.socket.send_json(_goodbye(reason))
        if reason in ("warning", "refresh_requested"):
            self.clock.call_later(LINGER_SECONDS, lambda: self._start(self._close(connection)))
        else:
            self._start(self._close(connection))
        return None

    def _retire(self, connection: Connection) -> None:
        if connection in self.connections and not connection.leaving:
            self._start(self._dismiss(connection, "warning"))

    async def _close(self, connection: Connection) -> None:
        await connection.socket.close(code=WSCloseCode.GOING_AWAY)

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        for connection in list(self.connections):
            with contextlib.suppress(TimeoutError, ConnectionError):
                await asyncio.wait_for(connection.socket.close(code=WSCloseCode.GOING_AWAY), 0.3)


def _goodbye(reason: str) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-local"}}
