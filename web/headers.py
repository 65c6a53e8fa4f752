"""What every answer tells browsers: to run, load and show nothing but what is ours, and to keep no copy."""

from collections.abc import Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.problem import API, problem

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
A_YEAR = 365 * 24 * 3600
STATIC = "/static/"


def headers(secure: bool) -> Mapping[str, str]:
    """Those of every answer. The referrer stays known to ourselves: without it a form would name no origin."""
    strict = {"Strict-Transport-Security": f"max-age={A_YEAR}"} if secure else {}
    return strict | {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }


LARGEST = 1024 * 1024
"""Bytes that somebody may send: no form of ours comes near it."""


def too_much(scope: Scope) -> int | None:
    """The status with which a body is refused before it is read: too large, or of a size that is not told."""
    told = Headers(scope=scope)
    length = told.get("Content-Length", "0")
    if "Transfer-Encoding" in told:
        return 411
    return 413 if not length.isdecimal() or int(length) > LARGEST else None


class Guarded:
    """Sets them wherever an answer does not say otherwise; a stream passes through as it comes.

    Whoever sends more than fits a form is turned away.
    """

    def __init__(self, app: ASGIApp, *, secure: bool) -> None:
        self._app = app
        self._headers = headers(secure)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = MutableHeaders(scope=message)
                if str(scope.get("path")).startswith(STATIC):
                    told.setdefault("Cache-Control", "no-cache")  # asked for anew, and mostly unchanged
                for name, value in self._headers.items():
                    told.setdefault(name, value)
            await send(message)

        status = too_much(scope) if scope["type"] == "http" else None
        await (self._app if status is None else _refusing(scope, status))(scope, receive, sending)


def _refusing(scope: Scope, status: int) -> Response:
    if str(scope.get("path")).startswith(API):
        return problem(status, "This is too much: a call carries at most 1 MiB, and says how much it is.")
    return PlainTextResponse("This is too much.", status)
