"""Serves the browser client: its page and files, and what it must know before it shows anything."""

from pathlib import Path

from aiohttp import web

from sandbox.client.stream import Streams
from sandbox.workspace.emoji import EMOJI
from sandbox.world import World

CLIENT = Path(__file__).parent / "page"
FRESH = {"Cache-Control": "no-cache"}


def route(app: web.Application, world: World, streams: Streams) -> None:
    async def bootstrap(request: web.Request) -> web.StreamResponse:
        return web.json_response(_bootstrap(world), headers=FRESH)

    async def file(request: web.Request) -> web.StreamResponse:
        found = world.space.files.get(request.match_info["file"])
        if not found or found.content is None or found.deleted:
            raise web.HTTPNotFound(text="there is no such file")
        return web.Response(body=found.content, content_type=found.mimetype, headers=FRESH)

    app.router.add_get("/", _page)
    app.router.add_get("/archives/{channel}/{message}", _page)
    app.router.add_get("/archives/{channel}", _page)
    app.router.add_get("/client/{path:.+}", _asset)
    app.router.add_get("/_client/bootstrap", bootstrap)
    app.router.add_get("/_client/stream", streams.serve)
    app.router.add_get("/_client/file/{file}", file)


async def _page(request: web.Request) -> web.StreamResponse:
    return _served(CLIENT / "index.html")


async def _asset(request: web.Request) -> web.StreamResponse:
    return _served((CLIENT / request.match_info["path"]).resolve())


def _served(path: Path) -> web.StreamResponse:
    if not path.is_relative_to(CLIENT.resolve()) or not path.is_file():
        raise web.HTTPNotFound(text="the client has no such file", headers=FRESH)
    return web.FileResponse(path, headers=FRESH)


def _bootstrap(world: World) -> dict[str, object]:
    space = world.space
    manifest = space.manifest
    words = ("command", "description", "usage_hint")
    return {
        "team": {"id": space.team, "name": space.name},
        "app": {"name": manifest.name, "bot_user": space.bot.id, "bot_id": space.bot.bot_id,
                "home_tab": manifest.home_tab},
        "commands": [{word: each.get(word, "") for word in words} for each in manifest.commands],
        "shortcuts": [
            {word: each.get(word, "") for word in ("name", "type", "callback_id", "description")}
            for each in manifest.shortcuts
        ],
        "emoji": EMOJI,
    }  # fmt: skip
