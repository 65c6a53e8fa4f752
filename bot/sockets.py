"""Socket Mode connections, and a watchdog that trusts what it hears, not what a client claims."""

import asyncio
import time
from typing import Any

import structlog
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

SOCKETS = 2
"""Slack refreshes a connection every few hours; with two, one is always there."""
CHECK_EVERY = 5.0
DEAF_AFTER = 45.0
"""Seconds without a pong after which a connection is made anew. Pings go out every 10."""
LEAVE_WITHIN = 15.0
"""Seconds from Slack's `disconnect` to the next hello; the client does not notice when that fails."""
CONNECT_WITHIN = 10.0
CLOSE_WITHIN = 1.0
LONGEST_WAIT = 30.0

log = structlog.get_logger("sockets")


class Connection:
    """One Socket Mode connection and the signs of life it gave."""

    def __init__(self, handler: AsyncSocketModeHandler) -> None:
        self._handler = handler
        self._opened_at = time.time()
        self._told_to_leave_at: float | None = None
        self.hello = asyncio.Event()

    @classmethod
    async def open(cls, app: AsyncApp, app_token: str) -> "Connection":
        """Connect. Raises SlackApiError when Slack refuses the token; the client alone would try for ever."""
        handler = AsyncSocketModeHandler(app, app_token)
        connection = cls(handler)
        handler.client.message_listeners.append(connection._heard)
        try:
            answer = await app.client.apps_connections_open(app_token=app_token)
            handler.client.wss_uri = str(answer["url"])
            async with asyncio.timeout(CONNECT_WITHIN):  # the client would try this one address for ever
                await handler.client.connect()  # type: ignore[no-untyped-call]  # untyped in the SDK
        except BaseException:
            await connection.close()
            raise
        return connection

    def deafen(self) -> None:
        """Take nothing more from it; answers to what was taken still go out."""
        self._handler.client.auto_reconnect_enabled = False
        if self._handler.client.message_receiver is not None:
            self._handler.client.message_receiver.cancel()

    async def close(self) -> None:
        """Let go of it, within a bounded time."""
        try:
            async with asyncio.timeout(CLOSE_WITHIN):
                await self._handler.client.close()  # type: ignore[no-untyped-call]  # untyped in the SDK
        except TimeoutError:
            log.warning("a connection did not close in time")

    @property
    def alive(self) -> bool:
        """Whether it has given a sign of life lately and was not left behind by Slack."""
        now = time.time()
        if self._told_to_leave_at and now - self._told_to_leave_at > LEAVE_WITHIN:
            return False
        last_pong = self._handler.client.last_ping_pong_time or 0.0
        return now - max(last_pong, self._opened_at) < DEAF_AFTER

    async def _heard(self, client: Any, message: dict[str, Any], raw: str | None = None) -> None:
        if message.get("type") == "hello":
            log.info("hello from Slack")
            self._told_to_leave_at = None
            self.hello.set()
        elif message.get("type") == "disconnect":
            log.info("Slack asks to reconnect", why=message.get("reason"))
            self._told_to_leave_at = time.time()


class Sockets:
    """Keeps as many connections as we want alive until closed."""

    def __init__(self, app: AsyncApp, app_token: str) -> None:
        self._app = app
        self._app_token = app_token
        self._connections: list[Connection] = []
        self._watching: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Connect the first and wait for its hello, so that a wrong token is told at the start."""
        first = await Connection.open(self._app, self._app_token)
        self._connections.append(first)
        async with asyncio.timeout(LONGEST_WAIT):
            await first.hello.wait()
        self._watching = asyncio.create_task(self._watch())

    def deafen(self) -> None:
        """Take nothing more; what was taken can still be answered until `close`."""
        if self._watching:
            self._watching.cancel()
        for connection in self._connections:
            connection.deafen()

    async def close(self) -> None:
        """Let go of all connections. Never hangs."""
        self.deafen()
        await asyncio.gather(*(connection.close() for connection in self._connections))
        self._connections.clear()

    @property
    def alive(self) -> int:
        """How many connections are known to work."""
        return sum(connection.alive for connection in self._connections)

    async def _watch(self) -> None:
        """Replace whatever is missing or deaf; wait longer after each failure in a row."""
        failures = 0
        while True:
            try:
                await self._mend()
                failures = 0
            except Exception as error:  # whatever it is, the next round tries again
                failures += 1
                log.warning("no connection to Slack", why=type(error).__name__, failures=failures)
            await asyncio.sleep(min(LONGEST_WAIT, CHECK_EVERY * 2.0 ** min(failures, 4)))

    async def _mend(self) -> None:
        for connection in [c for c in self._connections if not c.alive]:
            log.warning("a connection went deaf and is replaced")
            self._connections.remove(connection)
            await connection.close()
        while len(self._connections) < SOCKETS:
            self._connections.append(await Connection.open(self._app, self._app_token))
