"""Answers Web API calls that went to a wrong address, so that an SDK shows where the right one is."""

from aiohttp import web

from sandbox.api.catalogue import METHODS
from sandbox.workspace.nouns import Json
from sandbox.world import World


def route(app: web.Application, world: World) -> None:
    async def call(request: web.Request) -> web.StreamResponse:
        return _answer(world, request)

    app.router.add_route("*", "/{path:.*}", call)


def _answer(world: World, request: web.Request) -> web.StreamResponse:
    """A base URL without `api/` is the first thing that goes wrong; a page that is not there stays a plain 404."""
    name = request.path.rsplit("/", 1)[-1]
    if request.path.startswith("/_") or (request.method != "POST" and name not in METHODS):
        raise web.HTTPNotFound(text="there is nothing here")
    told = f"[ERROR] the Web API is at {world.space.base_url}api/: give the SDK this base URL"
    body: Json = {
        "ok": False, "error": "unknown_method", "req_method": name,
        "response_metadata": {"messages": [told]},
    }  # fmt: skip
    entry = world.journal.start(request.path, {}, kind="call")
    world.journal.end(entry, 200, "unknown_method", ok=False)
    return web.json_response(body)
