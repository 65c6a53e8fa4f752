"""The addresses of the browser client: its page and files, and what it reads to show something."""

import secrets

from aiohttp import web

from sandbox.client import messages, pages
from sandbox.client.stream import Streams
from sandbox.workspace.emoji import EMOJI
from sandbox.workspace.nouns import Json
from sandbox.world import World


def route(app: web.Application, world: World, streams: Streams) -> None:
    served = pages.Pages(world.space)
    app.router.add_get("/", served.page)
    app.router.add_get("/archives/{channel}/{message}", served.page)
    app.router.add_get("/archives/{channel}", served.page)
    app.router.add_get("/client/{path:.+}", served.asset)
    app.router.add_get("/_client/stream", streams.serve)
    _route_reads(app, world, streams)


def _route_reads(app: web.Application, world: World, streams: Streams) -> None:
    started = secrets.token_hex(8)  # a page that meets another start of the workspace loads itself anew

    async def bootstrap(request: web.Request) -> web.StreamResponse:
        return _answer(_bootstrap(world) | {"started": started})

    async def read(request: web.Request) -> web.StreamResponse:
        reader = messages.reader_of(
            world, request.query.get("channel"), request.query.get("user"), request.query.get("thread", "")
        )
        return _answer(messages.page(reader, streams.changes.rev, dict(request.query)))

    async def changes(request: web.Request) -> web.StreamResponse:
        reader = messages.reader_of(world, request.query.get("channel"), request.query.get("user"))
        since = request.query.get("since", "")
        return _answer(messages.changed(reader, streams.changes, int(since) if since.isdecimal() else 0))

    async def unread(request: web.Request) -> web.StreamResponse:
        return _answer(_unread(world, await request.json()))

    async def file(request: web.Request) -> web.StreamResponse:
        return pages.file(world.space.files.get(request.match_info["file"]))

    app.router.add_get("/_client/bootstrap", bootstrap)
    app.router.add_get("/_client/messages", read)
    app.router.add_get("/_client/changes", changes)
    app.router.add_post("/_client/unread", unread)
    app.router.add_get("/_client/file/{file}", file)


def _answer(body: Json) -> web.StreamResponse:
    return web.json_response(body, headers=pages.FRESH)


def _unread(world: World, asked: Json) -> Json:
    """For each channel that is asked for: what came after the moment up to which a person has read."""
    since, user = asked.get("since"), asked.get("user")
    known = {each: ts for each, ts in since.items() if each in world.space.channels} if since else {}
    return {
        "channels": {
            each: messages.unread(messages.reader_of(world, each, user), str(ts)) for each, ts in known.items()
        }
    }


def _bootstrap(world: World) -> Json:
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
