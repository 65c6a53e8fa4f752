"""Socket Mode connections, and a watchdog that trusts what it hears, not what a client claims."""

import asyncio
import time
from typing import Any

import structlog
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

from integrations.slack_failures import TROUBLE, failure, is_down
from web.heard import Heard

SOCKETS = 2
"""Slack refreshes a connection every few hours; with two, one is always there."""
CHECK_EVERY = 5.0
DEAF_AFTER = 45.0
"""Seconds without a pong after which a connection is made anew. Pings go out every 10."""
LEAVE_WITHIN = 15.0
"""Seconds from Slack's `disconnect` to the next hello; the client does not notice when that fails."""
CUT_FOR = 10.0
"""Seconds that a connection may be found closed; an error while it reconnects leaves the client dead for ever."""
CONNECT_WITHIN = 10.0
CLOSE_WITHIN = 1.0
LONGEST_WAIT = 30.0
ENVELOPES = ("slash_commands", "interactive", "events_api")
"""What Slack sends for people and their deeds; everything else is about the connection."""

log = structlog.get_logger("sockets")


class Connection:
    """One Socket Mode connection and the signs of life it gave."""

    def __init__(self, handler: AsyncSocketModeHandler, heard_at: dict[str, float]) -> None:
        self._handler = handler
        self._opened_at = time.time()
        self._told_to_leave_at: float | None = None
        self._cut_at: float | None = None
        self._heard_at = heard_at
        self.hello = asyncio.Event()

    @classmethod
    async def open(cls, app: AsyncApp, app_token: str, heard_at: dict[str, float]) -> "Connection":
        """Connect; what is heard there is noted in `heard_at`, by kind.

        Raises SlackApiError when Slack refuses the token; the client alone would try for ever.
        """
        handler = AsyncSocketModeHandler(app, app_token)
        connection = cls(handler, heard_at)
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

    def is_alive(self, haste: float = 1.0) -> bool:
        """Whether it has given a sign of life lately and was not left behind by Slack, nor stayed cut off."""
        now = time.time()
        if self._told_to_leave_at and now - self._told_to_leave_at > LEAVE_WITHIN / haste:
            return False
        session = self._handler.client.current_session
        self._cut_at = (self._cut_at or now) if session is None or session.closed else None
        if self._cut_at and now - self._cut_at > CUT_FOR / haste:
            return False
        last_pong = self._handler.client.last_ping_pong_time or 0.0
        return now - max(last_pong, self._opened_at) < DEAF_AFTER

    async def _heard(self, client: Any, message: dict[str, Any], raw: str | None = None) -> None:
        self._heard_at[str(message.get("type"))] = time.time()
        if message.get("type") == "hello":
            log.info("hello from Slack")
            self._told_to_leave_at = None
            self.hello.set()
        elif message.get("type") == "disconnect":
            log.info("Slack asks to reconnect", why=message.get("reason"))
            self._told_to_leave_at = time.time()


class Sockets:
    """Keeps as many connections as we want alive until closed. `haste`: how much faster than in life it looks."""

    def __init__(self, app: AsyncApp, app_token: str, *, haste: float = 1.0) -> None:
        self._haste = haste
        self._app = app
        self._app_token = app_token
        self._connections: list[Connection] = []
        self._heard_at: dict[str, float] = {}
        self._watching: asyncio.Task[None] | None = None
        self._away = False

    async def open(self) -> None:
        """Connect the first and wait for its hello, so that a wrong token is told at the start.

        It may be called again when it has failed, or was cancelled.
        """
        first = await Connection.open(self._app, self._app_token, self._heard_at)
        try:
            async with asyncio.timeout(LONGEST_WAIT):
                await first.hello.wait()
        except BaseException:
            await first.close()
            raise
        self._connections.append(first)
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
        return sum(connection.is_alive(self._haste) for connection in self._connections)

    def heard(self) -> Heard:
        """What was heard of Slack lately, on whatever connection."""
        now = time.time()
        ago = {kind: max(0, int(now - at)) for kind, at in self._heard_at.items()}
        envelopes = {kind: ago[kind] for kind in ENVELOPES if kind in ago}
        return Heard(self.alive, ago.get("hello"), envelopes, away=self._away)

    async def _watch(self) -> None:
        """Replace whatever is missing or deaf; wait longer after each failure in a row."""
        failures, told = 0, ""
        while True:
            try:
                await self._mend()
                failures, told, self._away = 0, "", False
            except Exception as error:  # whatever it is, the next round tries again
                failures += 1
                self._away = is_down(error)
                why = str(failure("Slack", error)) if isinstance(error, TROUBLE) else type(error).__name__
                if why != told:  # not every half minute of an outage
                    log.warning("no connection to Slack", why=why)
                told = why
            await asyncio.sleep(min(LONGEST_WAIT, CHECK_EVERY * 2.0 ** min(failures, 4)) / self._haste)

    async def _mend(self) -> None:
        for connection in [c for c in self._connections if not c.is_alive(self._haste)]:
            log.warning("a connection went deaf and is replaced")
            self._connections.remove(connection)
            await connection.close()
        while len(self._connections) < SOCKETS:
            self._connections.append(await Connection.open(self._app, self._app_token, self._heard_at))
