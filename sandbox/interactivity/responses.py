"""Serves response URLs: five uses in half an hour, each post, replace or delete."""

from aiohttp import web

from sandbox.answering import Answer, answered
from sandbox.interactivity import replies
from sandbox.workspace import strict_json
from sandbox.workspace.nouns import Json
from sandbox.world import World

METHOD = "response_url"  # its name in the journal and in ordered faults


def url(world: World, family: str, key: str) -> str:
    """`family` is commands, actions or, for a form's channel, app, as in Slack's own addresses."""
    return f"{world.space.base_url}{family}/{world.space.team}/{key}"


def route(app: web.Application, world: World) -> None:
    async def respond(request: web.Request) -> web.StreamResponse:
        return await _respond(world, request)

    app.router.add_post("/{family:commands|actions|app}/{team}/{key}", respond)


async def _respond(world: World, request: web.Request) -> web.StreamResponse:
    key, payload = request.match_info["key"], await _payload(request)
    hook = world.triggers.hooks.get(key)
    shown = (payload or {}) | ({"channel": hook.channel} if hook else {})
    return await answered(world, request, METHOD, shown, lambda: _perform(world, key, payload), METHOD)


def _perform(world: World, key: str, payload: Json | None) -> Answer:
    hook = world.triggers.use_hook(key)
    if isinstance(hook, str):
        return Answer({"ok": False, "error": hook}, 404)
    if payload is None:
        return Answer({"ok": False, "error": "invalid_payload"}, 400)
    problem = replies.problems(world, hook, payload)
    if problem:
        return Answer({"ok": False} | problem, 400)
    replies.give(world, hook, payload)
    return Answer({"ok": True})


async def _payload(request: web.Request) -> Json | None:
    try:
        body = strict_json.loads(await request.text())
    except (ValueError, LookupError):
        return None
    return body if isinstance(body, dict) else None
