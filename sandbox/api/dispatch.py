"""Answers a Web API request: faults, token, rate, scope and arguments in Slack's order, then the method."""

import json

from aiohttp import web

from sandbox.answering import Answer, answered
from sandbox.api.catalogue import METHODS
from sandbox.api.registry import Call, Method, SlackError, invalid, missing_scope
from sandbox.traffic.rates import POSTING
from sandbox.workspace.nouns import Json
from sandbox.workspace.space import APP_TOKEN, BOT_TOKEN
from sandbox.world import World

STRUCTURES = ("blocks", "view", "attachments", "metadata", "files")


async def answer(world: World, request: web.Request) -> web.StreamResponse:
    """One request to /api/{method}."""
    name = request.match_info["method"]
    args = await arguments(request)
    given = token(request, args)
    response = await answered(world, request, name, _shown(args), lambda: perform(world, name, args, given))
    response.headers["x-oauth-scopes"] = ",".join(sorted(world.space.manifest.scopes))
    response.headers["x-accepted-oauth-scopes"] = ",".join(METHODS[name].scopes) if name in METHODS else ""
    return response


def perform(world: World, name: str, args: Json, given: str) -> Answer:
    try:
        method = METHODS.get(name)
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        _check_token(method, given)
        wait = _rate(world, method, args)
        if wait:
            return Answer({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": str(wait)})
        _check_call(world, method, args)
        return Answer({"ok": True} | method.run(Call(world, method, args)))
    except SlackError as problem:
        return Answer({"ok": False, "error": problem.code} | problem.extra)


def _check_token(method: Method, given: str) -> None:
    if method.name == "api.test":
        return
    if not given:
        raise SlackError("not_authed")
    if given not in (BOT_TOKEN, APP_TOKEN):
        raise SlackError("invalid_auth")
    if (given == APP_TOKEN) != method.app_token:
        raise SlackError("not_allowed_token_type")


def _rate(world: World, method: Method, args: Json) -> int:
    channel = str(args.get("channel", "")) if method.tier is POSTING else ""
    return world.rates.take(method.tier, method.name, channel)


def _check_call(world: World, method: Method, args: Json) -> None:
    if method.scopes and not world.space.manifest.scopes.intersection(method.scopes):
        raise missing_scope(world.space, method.scopes)
    missing = [name for name in method.required if args.get(name) in (None, "")]
    if missing:
        raise invalid("invalid_arguments", [f"missing required field: {name}" for name in missing])


async def arguments(request: web.Request) -> Json:
    """The arguments of a call, from query, form or JSON body."""
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        try:
            body = await request.json()
        except ValueError:
            body = {}
        return args | (body if isinstance(body, dict) else {})
    form = await request.post()
    return args | {key: value for key, value in form.items() if isinstance(value, str)}


def token(request: web.Request, args: Json) -> str:
    header = request.headers.get("Authorization", "")
    return header.removeprefix("Bearer ").strip() if header.startswith("Bearer ") else str(args.get("token", ""))


def _shown(args: Json) -> Json:
    """Arguments as the journal shows them: JSON read, so that nobody has to parse it twice."""
    shown = dict(args)
    for name in STRUCTURES:
        if isinstance(shown.get(name), str):
            try:
                shown[name] = json.loads(shown[name])
            except ValueError:
                continue  # shown as it came; the method will refuse it
    return shown
