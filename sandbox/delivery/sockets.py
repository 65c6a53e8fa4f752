"""The Socket Mode end: hello, envelopes to one connection each, and the acks that come back."""

import asyncio
import contextlib
import json
import random
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import WSCloseCode, WSMsgType, web

from sandbox.workspace import ids
from sandbox.workspace.nouns import Json

ACK_SECONDS = 3.0
CONNECTIONS = 10
LINGER_SECONDS = 10.0  # how long a connection lives after a warning or a refresh request


@dataclass(frozen=True)
class Ack:
    ms: float
    payload: Json


@dataclass(eq=False)
class Connection:
    socket: web.WebSocketResponse
    leaving: bool = False


@dataclass
class Sockets:
    app_id: str
    ack_seconds: float = ACK_SECONDS
    connections: list[Connection] = field(default_factory=list)
    on_connect: list[Callable[[], None]] = field(default_factory=list)
    on_change: list[Callable[[], None]] = field(default_factory=list)
    _tickets: set[str] = field(default_factory=set)
    _waiting: dict[str, "asyncio.Future[Json]"] = field(default_factory=dict)
    _closers: set["asyncio.Task[None]"] = field(default_factory=set)

    def ticket(self) -> str:
        """What makes a URL from apps.connections.open good for one connection."""
        ticket = ids.secret()
        self._tickets.add(ticket)
        return ticket

    @property
    def usable(self) -> list[Connection]:
        """The connections an envelope may go to: those told to leave only when no other is there."""
        is_open = [each for each in self.connections if not each.socket.closed]
        return [each for each in is_open if not each.leaving] or is_open

    async def serve(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            raise web.HTTPForbidden(text="this link is used up; call apps.connections.open again")
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse()  # answers pings with their own payload
        await socket.prepare(request)
        if len(self.connections) >= CONNECTIONS:
            await socket.send_json(_goodbye("too_many_websockets"))
            await socket.close()
            return socket
        await self._hold(Connection(socket))
        return socket

    async def _hold(self, connection: Connection) -> None:
        self.connections.append(connection)
        try:
            await connection.socket.send_json(self._hello())
            for told in (*self.on_connect, *self.on_change):
                told()
            async for message in connection.socket:
                if message.type is WSMsgType.TEXT:
                    self._acked(message.data)
        finally:
            self.connections.remove(connection)
            for told in self.on_change:
                told()

    def _hello(self) -> Json:
        debug = {"host": "applink-local", "build_number": 1, "approximate_connection_time": 18060}
        return {
            "type": "hello", "num_connections": len(self.connections), "debug_info": debug,
            "connection_info": {"app_id": self.app_id},
        }  # fmt: skip

    def _acked(self, text: str) -> None:
        with contextlib.suppress(ValueError):  # a frame that is no JSON acks nothing
            frame = json.loads(text)
            waiting = self._waiting.get(frame.get("envelope_id", "")) if isinstance(frame, dict) else None
            if waiting and not waiting.done():
                payload = frame.get("payload")
                waiting.set_result({"text": payload} if isinstance(payload, str) else payload or {})

    async def ask(self, kind: str, payload: Json, accepts: bool, **retry: object) -> Ack | None:
        """Sends an envelope to one connection; None when nobody is there or no ack comes in time."""
        usable = self.usable
        if not usable:
            return None
        envelope = {
            "envelope_id": str(uuid.uuid4()), "type": kind, "payload": payload,
            "accepts_response_payload": accepts,
        }  # fmt: skip
        waiting = self._waiting[str(envelope["envelope_id"])] = asyncio.get_running_loop().create_future()
        started = time.perf_counter()
        try:
            await _send(usable, envelope | retry)
            answer = await asyncio.wait_for(waiting, self.ack_seconds)
        except (TimeoutError, ConnectionError):
            return None
        finally:
            del self._waiting[str(envelope["envelope_id"])]
        return Ack(round((time.perf_counter() - started) * 1000, 2), answer)

    async def disconnect(self, reason: str, count: int | None = None) -> int:
        """Tells connections to go, as Slack does before it closes them; how many were told."""
        told = [each for each in self.connections if not each.leaving][:count]
        for connection in told:
            connection.leaving = True
            with contextlib.suppress(ConnectionError):
                await connection.socket.send_json(_goodbye(reason))
            lingers = LINGER_SECONDS if reason in ("warning", "refresh_requested") else 0.0
            closer = asyncio.create_task(self._close_after(connection, lingers))
            self._closers.add(closer)
            closer.add_done_callback(self._closers.discard)
        return len(told)

    async def _close_after(self, connection: Connection, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await connection.socket.close(code=WSCloseCode.GOING_AWAY)

    async def stop(self) -> None:
        for closer in list(self._closers):
            closer.cancel()
        for connection in list(self.connections):
            with contextlib.suppress(TimeoutError, ConnectionError):
                await asyncio.wait_for(connection.socket.close(code=WSCloseCode.GOING_AWAY), 0.3)


async def _send(usable: list[Connection], envelope: Json) -> None:
    """To any one of them; the next when one turns out to be gone."""
    for connection in random.sample(usable, len(usable)):
        try:
            return await connection.socket.send_json(envelope)
        except ConnectionError:
            continue
    raise ConnectionError("no connection took it")


def _goodbye(reason: str) -> Json:
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-local"}}
