"""Answers a Web API request: faults, token, rate, scope and arguments in Slack's order, then the method."""

from aiohttp import web

from sandbox.answering import Answer, answered
from sandbox.api.catalogue import METHODS
from sandbox.api.reading import Given, read
from sandbox.api.registry import Call, Method, SlackError, invalid, missing_scope
from sandbox.blockkit import arguments
from sandbox.traffic.rates import POSTING
from sandbox.workspace import strict_json
from sandbox.workspace.nouns import Json
from sandbox.workspace.space import APP_TOKEN, BOT_TOKEN, USER_TOKEN
from sandbox.world import World

STRUCTURES = ("blocks", "view", "attachments", "metadata", "files", "document_content", "changes", "criteria")

SECRETS = ("client_secret", "code", "access_token", "id_token")
"""What the journal does not keep."""


async def answer(world: World, request: web.Request) -> web.StreamResponse:
    """One request to /api/{method}."""
    name = request.match_info["method"]
    method = METHODS.get(name)
    given = await read(request, method)
    response = await answered(world, request, name, _shown(given.args), lambda: perform(world, name, given))
    response.headers["x-oauth-scopes"] = ",".join(sorted(world.space.manifest.scopes))
    response.headers["x-accepted-oauth-scopes"] = ",".join(method.scopes) if method else ""
    return response


def perform(world: World, name: str, given: Given) -> Answer:
    try:
        method = METHODS.get(name)
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        if given.problem:
            raise given.problem
        _check_token(world, method, given.token)
        wait = _rate(world, method, given.args)
        if wait:
            return Answer({"ok": False, "error": "ratelimited"}, 429, {"Retry-After": str(wait)})
        call = Call(world, method, given.args, world.openid.holder(given.token))
        _check_call(call)
        body: Json = {"ok": True} | method.run(call)
    except SlackError as problem:
        body = {"ok": False, "error": problem.code} | problem.extra
    body = _warned(body, given.warning) if given.warning else body
    return Answer(body, shown=body | {name: "…" for name in SECRETS if name in body})


def _warned(body: Json, warning: str) -> Json:
    """The answer with one warning more."""
    metadata = body.get("response_metadata") or {}
    warnings = [*metadata.get("warnings", ()), warning]
    return body | {"warning": ",".join(warnings), "response_metadata": metadata | {"warnings": warnings}}


def _check_token(world: World, method: Method, given: str) -> None:
    if method.name == "api.test" or method.no_token:
        return
    if not given:
        raise SlackError("not_authed")
    if world.openid.holder(given):
        if not method.user_token:
            raise SlackError("not_allowed_token_type")
        return
    known = {BOT_TOKEN, APP_TOKEN} | ({USER_TOKEN} if world.space.manifest.user_scopes else set())
    if given not in known:
        raise SlackError("invalid_auth")
    if given == USER_TOKEN or method.user_token or (given == APP_TOKEN) != method.app_token:
        raise SlackError("not_allowed_token_type")


def _rate(world: World, method: Method, args: Json) -> int:
    channel = _place(world, str(args.get("channel", ""))) if method.tier is POSTING else ""
    return world.rates.take(method.tier, method.name, channel)


def _place(world: World, word: str) -> str:
    """The channel's id, however it was named, so that each has one bucket."""
    user = world.space.users.get(word)
    named = world.space.talk([world.space.bot, user]) if user else world.space.named(word.removeprefix("#"))
    return named.id if named else word


def _check_call(call: Call) -> None:
    method, args = call.method, call.args
    if method.name in call.space.restricted:
        raise SlackError("restricted_action")
    granted = set(call.grant.scopes) if call.grant else call.space.manifest.scopes
    if method.scopes and not granted.intersection(method.scopes):
        raise missing_scope(call.space, method.scopes)
    missing = [name for name in method.required if args.get(name) in (None, "")]
    missing += [name for name in method.present if args.get(name) is None]
    problems = [f"missing required field: {name}" for name in missing] + arguments.problems(args)
    if problems:
        raise invalid("invalid_arguments", problems)


def _shown(args: Json) -> Json:
    """Arguments as the journal shows them: JSON read, so that nobody has to parse it twice."""
    shown = {name: value for name, value in args.items() if name not in SECRETS}
    for name in STRUCTURES:
        if isinstance(shown.get(name), str):
            try:
                shown[name] = strict_json.loads(shown[name])
            except ValueError:
                continue  # shown as it came; the method will refuse it
    return shown
