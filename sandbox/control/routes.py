"""Serves the control API: one table of all calls, and refusals as sentences."""

from collections.abc import Awaitable, Callable

from aiohttp import web

from sandbox.control import app as of_app
from sandbox.control import bends, channels, faults, people, reads, talks, traffic
from sandbox.control.body import mistake
from sandbox.control.kit import Act, Order, Refused, refuse_unknown
from sandbox.workspace import strict_json
from sandbox.workspace.nouns import Json
from sandbox.workspace.spelling import nearest
from sandbox.world import World

ROOMS = (reads, traffic, of_app, channels, talks, people, bends, faults)
AS_FILE = {"journal": {"Content-Disposition": 'attachment; filename="journal.json"'}}
TABLE: dict[tuple[str, str], Act] = {name: act for room in ROOMS for name, act in room.TABLE.items()}


def route(app: web.Application, world: World) -> None:
    for (verb, name), act in TABLE.items():
        app.router.add_route(verb, f"/_control/{name}", _handler(world, verb, name, act))

    app.router.add_route("*", "/_control{path:(/.*)?}", _nowhere)


async def _nowhere(request: web.Request) -> web.StreamResponse:
    """No such call, or none by this verb."""
    name = request.match_info["path"].strip("/")
    verbs = [verb for verb, known in TABLE if known == name]
    if verbs:
        told, status = f"{name} is called with {' or '.join(verbs)}, not {request.method}", 405
    else:
        names = dict.fromkeys(known for _, known in TABLE)
        told, status = f"there is no control call “{name}”{nearest(name, names)}", 404
    headers = {"Allow": ", ".join(verbs)} if verbs else None
    return web.json_response({"error": told}, status=status, headers=headers)


def _handler(
    world: World, verb: str, name: str, act: Act
) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    async def handle(request: web.Request) -> web.StreamResponse:
        order, status = Order(world, {}), 200
        try:
            order = await _order(world, request)
            refuse_unknown(name, act, order.body)
            given = act(order)
            answer = given if isinstance(given, dict) else await given
        except Refused as refusal:
            answer, status = {"error": str(refusal)} | refusal.more, refusal.status
        if verb != "GET":
            world.journal.act(f"{verb} {name}", order.body, status, answer)
        return web.json_response(answer, status=status, headers=AS_FILE.get(name))

    return handle


async def _order(world: World, request: web.Request) -> Order:
    body: Json = strict_json.mended(dict(request.query)) | {
        f"{{{key}}}": value for key, value in request.match_info.items()
    }
    if request.can_read_body:
        try:
            given = strict_json.typed(await request.text())
        except (ValueError, LookupError):
            raise Refused("the body must be JSON") from None
        if not isinstance(given, dict):
            raise Refused("the body must be a JSON object")
        body |= given
    wrong = mistake(body)
    if wrong:
        raise Refused(wrong)
    return Order(world, body)
