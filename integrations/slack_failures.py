"""How a call to Slack fails, sorted into `later` and `never`."""

import math
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from integrations.errors import Rejected, Unavailable

TROUBLE = (SlackClientError, aiohttp.ClientError, TimeoutError, OSError, AttributeError)
"""What a call through the SDK raises; AttributeError is its stumbling over an answer in plain text."""

PASSING = {
    "internal_error",
    "fatal_error",
    "service_unavailable",
    "request_timeout",
    "ratelimited",
    "rate_limited",
    "message_limit_exceeded",
    "canvas_editing_locked",  # somebody else's edit is under way
}
LOCKED_OUT = {"invalid_auth", "not_authed", "token_revoked", "token_expired", "account_inactive"}
"""An admin has to act; what is waiting must not be lost meanwhile."""
LOCKED_OUT_WAIT = 60.0


def failure(method: str, error: Exception) -> Unavailable | Rejected:
    """What one of `TROUBLE` means."""
    response = _answer(error)
    if response is None:
        return Unavailable(f"{method}: {type(error).__name__}")
    code = _code(response)
    if _passes(response.status_code, code):
        return Unavailable(f"{method}: {code}", seconds(response.headers.get("Retry-After")))
    if code in LOCKED_OUT:
        return Unavailable(f"{method}: {code}", LOCKED_OUT_WAIT)
    said: dict[str, Any] = response.data  # type: ignore[assignment]  # `_answer` has looked
    details = (said.get("response_metadata") or {}).get("messages") or []
    details = details or [each for each in (said.get("detail"),) if each]  # of canvases
    needed = said.get("needed")
    return Rejected(code, f"needs {needed}" if needed else "; ".join(map(str, details)), dict(said))


def is_down(error: Exception) -> bool:
    """Whether Slack, or the way to it, fails. False where it answers, and refuses us."""
    response = _answer(error)
    if response is None:
        return isinstance(error, TROUBLE)
    return _passes(response.status_code, _code(response))


def _answer(error: Exception) -> AsyncSlackResponse | None:
    """What Slack answered, if it was an answer."""
    response = error.response if isinstance(error, SlackApiError) else None
    return response if isinstance(response, AsyncSlackResponse) and isinstance(response.data, dict) else None


def _code(response: AsyncSlackResponse) -> str:
    data: dict[str, Any] = response.data  # type: ignore[assignment]  # `_answer` has looked
    return str(data.get("error") or f"http_{response.status_code}")


def _passes(status: int, code: str) -> bool:
    """A page that says neither ok nor an error comes from something in between: nobody knows what was done."""
    return status == 429 or status >= 500 or code in PASSING or code == "http_200"


def limited(error: Exception) -> float | None:
    """How long Slack lets us wait because it counts our calls; None for any other failure."""
    response = error.response if isinstance(error, SlackApiError) else None
    if not isinstance(response, AsyncSlackResponse) or response.status_code != 429:
        return None
    return seconds(response.headers.get("Retry-After"))


def seconds(retry_after: str | None) -> float | None:
    """A Retry-After in seconds; one that is a date or makes no sense counts as none."""
    try:
        wait = float(retry_after or "")
    except ValueError:
        return None
    return wait if math.isfinite(wait) and wait >= 0 else None
