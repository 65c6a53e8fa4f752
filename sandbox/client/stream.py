"""Tells open browser clients what has changed, as server-sent events."""

import asyncio
import contextlib
import json
from dataclasses import dataclass, field

from aiohttp import web

from sandbox.client.changes import Changes
from sandbox.workspace.nouns import Json
from sandbox.workspace.space import Changed, Notice, Workspace

COMMENT_SECONDS = 15.0
PAUSE_SECONDS = 0.04  # the first change is told at once; what follows on its heels is told together


@dataclass(eq=False)
class Listener:
    """One stream: `user` narrows the views it hears of; a browser's shared stream hears of all."""

    user: str
    lines: dict[tuple[str, str, str], Json] = field(default_factory=dict)
    told: asyncio.Event = field(default_factory=asyncio.Event)
    stopped: bool = False


@dataclass
class Streams:
    space: Workspace
    changes: Changes = field(init=False)
    listeners: set[Listener] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.changes = Changes(self.space)
        self.space.observers.append(self._observe)

    def stop(self) -> None:
        for listener in self.listeners:
            listener.stopped = True
            listener.told.set()

    def _observe(self, notice: Notice) -> None:
        self.changes.observe(notice)
        if isinstance(notice, Changed):
            for listener in self.listeners:
                _tell(listener, notice)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        user = self.space.find_user(request.query.get("user", ""))
        listener = Listener(user.id if user else "")
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
        with contextlib.suppress(ConnectionError):  # the browser may be gone at any moment, also at the first
            await response.prepare(request)
            await response.write(b": hello\n\n")
            self.listeners.add(listener)
            try:
                await _pour(listener, response)
            finally:
                self.listeners.discard(listener)
        return response


def _tell(listener: Listener, notice: Changed) -> None:
    if notice.kind == "views" and listener.user and notice.user != listener.user:
        return
    line = {"kind": notice.kind}
    if notice.kind == "messages":
        line["channel"] = notice.channel
    if notice.kind == "views":
        line["user"] = notice.user
    listener.lines[(notice.kind, notice.channel, notice.user)] = line  # the same twice is told once
    listener.told.set()


async def _pour(listener: Listener, response: web.StreamResponse) -> None:
    while not listener.stopped:
        try:
            await asyncio.wait_for(listener.told.wait(), COMMENT_SECONDS)
        except TimeoutError:
            await response.write(b": still here\n\n")
            continue
        listener.told.clear()
        lines, listener.lines = listener.lines, {}
        await response.write(b"".join(f"data: {json.dumps(line)}\n\n".encode() for line in lines.values()))
        await asyncio.sleep(PAUSE_SECONDS)
