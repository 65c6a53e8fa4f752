"""Tells open browser clients what has changed, as server-sent events."""

import asyncio
import contextlib
import json
from dataclasses import dataclass, field

from aiohttp import web

from sandbox.workspace.nouns import Json
from sandbox.workspace.space import Changed, Notice, Workspace

COMMENT_SECONDS = 15.0
BACKLOG = 1000


@dataclass(eq=False)
class Listener:
    user: str
    lines: "asyncio.Queue[Json | None]" = field(default_factory=lambda: asyncio.Queue(BACKLOG))


@dataclass
class Streams:
    space: Workspace
    _listeners: set[Listener] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.space.observers.append(self._observe)

    def stop(self) -> None:
        for listener in self._listeners:
            with contextlib.suppress(asyncio.QueueFull):
                listener.lines.put_nowait(None)

    def _observe(self, notice: Notice) -> None:
        if isinstance(notice, Changed):
            for listener in self._listeners:
                self._tell(listener, notice)

    def _tell(self, listener: Listener, notice: Changed) -> None:
        line = {"kind": notice.kind}
        if notice.kind == "messages":
            line["channel"] = notice.channel
        if notice.kind == "views":
            if listener.user and notice.user != listener.user:
                return
            line["user"] = notice.user
        with contextlib.suppress(asyncio.QueueFull):  # a client that far behind reloads everything anyway
            listener.lines.put_nowait(line)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        user = self.space.find_user(request.query.get("user", ""))
        listener = Listener(user.id if user else "")
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
        await response.prepare(request)
        await response.write(b": hello\n\n")
        self._listeners.add(listener)
        try:
            with contextlib.suppress(ConnectionError):
                await self._pour(listener, response)
        finally:
            self._listeners.discard(listener)
        return response

    async def _pour(self, listener: Listener, response: web.StreamResponse) -> None:
        while True:
            try:
                line = await asyncio.wait_for(listener.lines.get(), COMMENT_SECONDS)
            except TimeoutError:
                await response.write(b": still here\n\n")
                continue
            if line is None:
                return
            await response.write(f"data: {json.dumps(line)}\n\n".encode())
