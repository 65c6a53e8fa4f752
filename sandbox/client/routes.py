"""The addresses of the browser client: its page and files, and what it reads to show something."""

import json
import secrets

from aiohttp import web

from sandbox.client import messages, pages
from sandbox.client.stream import Streams
from sandbox.workspace import strict_json
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
        return _answer(_unread(world, await _asked(request)))

    async def file(request: web.Request) -> web.StreamResponse:
        return pages.file(world.space.files.get(request.match_info["file"]))

    app.router.add_get("/_client/bootstrap", bootstrap)
    app.router.add_get("/_client/messages", read)
    app.router.add_get("/_client/changes", changes)
    app.router.add_post("/_client/unread", unread)
    app.router.add_get("/_client/file/{file}", file)


def _answer(body: Json) -> web.StreamResponse:
    return web.json_response(body, headers=pages.FRESH)


async def _asked(request: web.Request) -> Json:
    """The body of a question; a broken one is told as the control API tells it."""
    try:
        body = strict_json.loads(await request.text())
    except (ValueError, LookupError):
        raise _bad("the body must be JSON") from None
    if not isinstance(body, dict):
        raise _bad("the body must be a JSON object")
    return body


def _bad(sentence: str) -> web.HTTPBadRequest:
    return web.HTTPBadRequest(text=json.dumps({"error": sentence}), content_type="application/json")


def _unread(world: World, asked: Json) -> Json:
    """For each channel that is asked for: what came after the moment up to which a person has read."""
    since, user = asked.get("since") or {}, world.space.users.get(str(asked.get("user")))
    if not isinstance(since, dict):
        raise _bad("“since” must say for each channel up to where it is read")
    if not user:
        raise _bad("“user” must be the id of a person")
    known = ((world.space.channels.get(each), str(ts)) for each, ts in since.items())
    readers = [
        (messages.Reader(world, each, user), ts) for each, ts in known if each and messages.sees(user, each)
    ]
    return {"channels": {reader.channel.id: messages.unread(reader, ts) for reader, ts in readers}}


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
