"""A Slack of a few lines, on a real socket: it answers what a test tells it to and remembers what it was asked."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_sdk.web.async_client import AsyncWebClient

from integrations.slack import Slack
from integrations.slack_limits import Limiter, NoLimiter

TOKEN = "xoxb-very-secret-token"
SECRET_PATH = "commands/T1/123/secretsecret"


@dataclass
class Asked:
    """One request as it arrived."""

    path: str
    fields: dict[str, str]
    body: bytes
    headers: dict[str, str]


@dataclass
class Wire:
    """The other side. `answers` are given in order, the last one again and again."""

    answers: list[Any] = field(default_factory=lambda: [{"ok": True}])
    asked: list[Asked] = field(default_factory=list)
    url: str = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.asked.append(Asked(request.path, form, body, dict(request.headers)))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if callable(answer):
            return await answer(request)
        return answer if isinstance(answer, web.StreamResponse) else web.json_response(answer)


async def cut_off(request: web.Request) -> web.StreamResponse:
    """Take the request and hang up without an answer."""
    assert request.transport
    request.transport.close()
    return web.Response()


def failing(
    status: int, *, text: str | None = None, kind: str = "text/html", **headers: str
) -> Callable[..., Any]:
    """An answer of this status, made anew each time."""

    async def answer(_: web.Request) -> web.StreamResponse:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(status=status, text=text or "<h1>no</h1>", content_type=kind, headers=named)

    return answer


@asynccontextmanager
async def listening() -> AsyncIterator[Wire]:
    """The other side on a free port of this machine."""
    wire = Wire()
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", wire.handle)
    async with TestServer(app) as server:
        wire.url = str(server.make_url("/"))
        yield wire


@asynccontextmanager
async def clients(wire: Wire, limiter: Limiter | None = None) -> AsyncIterator[tuple[Slack, AsyncWebClient]]:
    """Our client and the SDK's, as the bot builds them."""
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(
            token=TOKEN, base_url=f"{wire.url}api/", session=session, retry_handlers=[], timeout=2
        )
        yield Slack(client, session, limiter or NoLimiter()), client


def every_word(error: BaseException) -> str:
    """All that a log could print of an error, the errors behind it included."""
    words, seen = "", error
    while seen is not None:
        words += f"{seen!s} {seen!r} {vars(seen)!r}"
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return words
