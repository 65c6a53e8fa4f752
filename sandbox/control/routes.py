"""Serves the control API: one table of all calls, and refusals as sentences."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from sandbox.control import app as of_app
from sandbox.control import bends, channels, people, reads
from sandbox.control.kit import Act, Order, Refused
from sandbox.workspace.nouns import Json
from sandbox.world import World

ROOMS = (reads, of_app, channels, people, bends)
TABLE: dict[tuple[str, str], Act] = {name: act for room in ROOMS for name, act in room.TABLE.items()}


def route(app: web.Application, world: World) -> None:
    for (verb, name), act in TABLE.items():
        app.router.add_route(verb, f"/_control/{name}", _handler(world, act))


def _handler(world: World, act: Act) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            answer = act(await _order(world, request))
            return web.json_response(answer if isinstance(answer, dict) else await answer)
        except Refused as refusal:
            return web.json_response({"error": str(refusal)} | refusal.more, status=refusal.status)

    return handle


async def _order(world: World, request: web.Request) -> Order:
    body: Json = dict(request.query) | {f"{{{key}}}": value for key, value in request.match_info.items()}
    if request.can_read_body:
        try:
            given = await request.json()
        except ValueError:
            raise Refused("the body must be JSON") from None
        if not isinstance(given, dict):
            raise Refused("the body must be a JSON object")
        body |= given
    return Order(world, body)
