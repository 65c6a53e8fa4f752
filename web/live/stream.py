"""`/stream`: what changed, as server-sent events, for as long as somebody's pages are open."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from incidents.refusal import Refusal
from storage.where import HIGHEST_NUMBER, numbered
from web.front import Front
from web.live.hub import Hub, Listener
from web.visitor import Somebody, known

BEAT = 20.0
"""Seconds after which it is asked whether they are still signed in; in silence the line is tried, too."""
PATIENCE = 30.0
"""Seconds that a reader may take for one message."""
MOST = 50
"""Incidents that the pages of one browser may show."""
SHOWN = re.compile(r"(\d{1,10})\.(\d{1,10})")
"""An incident, and the version of it that a page shows: `42.17`."""


class Stream(StreamingResponse):
    """One that does not wait for ever for a client that never reads; `left` is called at its end, be it early."""

    patience = PATIENCE
    left: Callable[[], None] = staticmethod(lambda: None)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def bounded(message: Message) -> None:
            async with asyncio.timeout(self.patience):
                await send(message)

        try:
            await super().__call__(scope, receive, bounded)
        except TimeoutError:
            return
        finally:
            self.left()


def register(app: FastAPI, front: Front, hub: Hub) -> None:
    """Answer at `/stream?incidents=42.17,43.5`."""

    @app.get("/stream", include_in_schema=False)
    async def stream(request: Request, visitor: Somebody, incidents: str) -> Stream:
        shown = asked(incidents)
        for number in shown:  # raises for one that they may not see
            await front.store.incident(numbered(number, seen_by=visitor.person))
        listener = hub.join(visitor.person, shown, session=visitor.session_id)
        headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
        told = Stream(messages(request, hub, listener), media_type="text/event-stream", headers=headers)
        told.left = lambda: hub.leave(listener)  # whoever is gone before the first word has begun nothing
        return told


def asked(words: str) -> dict[int, int]:
    """Incidents and the versions that are shown, or a refusal."""
    read = [SHOWN.fullmatch(word) for word in words.split(",")][: MOST + 1]
    if len(read) > MOST or not all(read):
        raise Refusal("Name up to 50 incidents with the version that is shown, as in 42.17,43.5.")
    shown = {int(each[1]): int(each[2]) for each in read if each}
    return {number: version for number, version in shown.items() if number <= HIGHEST_NUMBER}


async def messages(request: Request, hub: Hub, listener: Listener, *, beat: float = BEAT) -> AsyncIterator[bytes]:
    """Until the browser goes, they are signed out, or the process ends."""
    loop = asyncio.get_running_loop()
    asked_at = loop.time()
    try:
        if await known(request) is None:  # signed out while they came
            return
        yield b"retry: 2000\n: hello\n\n"
        while True:
            message = await _next(listener, asked_at + beat - loop.time())
            if loop.time() - asked_at >= beat:  # also while much happens: a session may be over meanwhile
                asked_at = loop.time()
                if await known(request) is None:
                    return
            if message is None:
                return
            yield message
    finally:
        hub.leave(listener)


async def _next(listener: Listener, within: float) -> bytes | None:
    """What is sent next, or a sign of life; None at the end."""
    try:
        async with asyncio.timeout(max(within, 0)):
            return await listener.next()
    except TimeoutError:
        return b"event: beat\ndata: still here\n\n"
