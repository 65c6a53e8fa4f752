"""Reads a request as Slack reads it, query, form or JSON, or says with Slack's code why it cannot be read.

Stricter than Slack by our own choice: a method that changes something is not called with GET (invalid_arguments),
a token in the query is never taken, text/plain is no form, a body ends at a mebibyte (`request_too_large`).
"""

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from aiohttp import BasicAuth, web

from sandbox.api.registry import Method, SlackError, invalid
from sandbox.workspace import strict_json
from sandbox.workspace.nouns import Json

LARGEST = 1024 * 1024
JSON, FORM, MULTIPART = "application/json", "application/x-www-form-urlencoded", "multipart/form-data"
CHARSETS = {"utf-8", "utf8", "iso-8859-1"}
NAME = re.compile(r"[A-Za-z_]\w{0,99}", re.ASCII)


@dataclass
class Given:
    """What came in; `problem` is said only where the method exists."""

    args: Json = field(default_factory=dict)
    token: str = ""
    warning: str = ""
    problem: SlackError | None = None


async def read(request: web.Request, method: Method | None) -> Given:
    given = Given({key: value for key, value in request.query.items() if key != "token"})
    try:
        if request.method == "POST":
            await _read_body(request, method, given)
        elif request.method not in ("GET", "HEAD") or (method and not method.get):
            raise invalid("invalid_arguments", ["must be called with POST"])
        _check_names(given.args)
    except SlackError as problem:
        given.problem = problem
    given.token = header_token(request) or given.token
    if method and method.no_token:
        given.args |= _client(request)
    return given


def header_token(request: web.Request) -> str:
    scheme, _, word = request.headers.get("Authorization", "").partition(" ")
    return word.strip() if scheme == "Bearer" else ""


def _client(request: web.Request) -> Json:
    """Who calls, where an SDK says so in the header and not among the arguments."""
    try:
        named = BasicAuth.decode(request.headers.get("Authorization", ""))
    except ValueError:
        return {}
    return {"client_id": named.login, "client_secret": named.password}


async def _read_body(request: web.Request, method: Method | None, given: Given) -> None:
    if not request.can_read_body:
        return
    kind, charset = _kind(request)
    if kind == JSON:
        body = await _bytes(request)
        if method is None or method.json:
            given.args |= _json(body, charset)
            given.warning = "" if charset else "missing_charset"
        return
    if kind == FORM:
        pairs = _form(await _bytes(request), charset)
        given.warning = "superfluous_charset" if charset else ""
    else:
        pairs = await _parts(request)
    given.token = pairs.pop("token", "")
    given.args |= pairs


def _kind(request: web.Request) -> tuple[str, str]:
    if "Content-Type" not in request.headers:
        raise SlackError("missing_post_type")
    charset = (request.charset or "").lower()
    if request.content_type not in (JSON, FORM, MULTIPART):
        raise SlackError("invalid_post_type")
    if charset and charset not in CHARSETS:
        raise SlackError("invalid_charset")
    return request.content_type, charset


async def _bytes(request: web.Request) -> bytes:
    try:
        body = await request.read()
    except web.HTTPRequestEntityTooLarge:
        raise SlackError("request_too_large") from None
    if len(body) > LARGEST:
        raise SlackError("request_too_large")
    return body


def _json(body: bytes, charset: str) -> Json:
    try:
        content = strict_json.loads(body.decode(charset or "utf-8"))
    except ValueError:
        raise SlackError("invalid_json") from None
    if not isinstance(content, dict):
        raise SlackError("json_not_object")
    content.pop("token", None)  # with JSON the header alone counts
    return content


def _form(body: bytes, charset: str) -> dict[str, str]:
    try:
        text = body.decode(charset or "utf-8")
        return dict(parse_qsl(text, keep_blank_values=True, strict_parsing=True, errors="strict"))
    except ValueError:
        raise SlackError("invalid_form_data") from None


async def _parts(request: web.Request) -> dict[str, str]:
    try:
        form = await request.post()
    except web.HTTPRequestEntityTooLarge:
        raise SlackError("request_too_large") from None
    except (ValueError, LookupError, AssertionError):
        raise SlackError("invalid_form_data") from None
    texts = {key: value for key, value in form.items() if isinstance(value, str)}
    if sum(map(len, texts.values())) > LARGEST:
        raise SlackError("request_too_large")
    return texts


def _check_names(args: Json) -> None:
    for name in args:
        if name.endswith("]") and "[" in name:
            raise SlackError("invalid_array_arg")
        if not NAME.fullmatch(name):
            raise SlackError("invalid_arg_name")
