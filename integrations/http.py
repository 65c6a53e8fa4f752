"""Calls over HTTP: what was said, or one of our two errors. Addresses and headers stay untold."""

import asyncio
from collections.abc import Mapping
from typing import Any

import httpx

from integrations.errors import Rejected, Unavailable
from integrations.slack_failures import seconds

Answer = dict[str, Any]
PATIENCE = 4.0
"""Seconds for one request. Whoever waits for a bridge has another provider to ask."""


class Http:
    """Calls to one vendor, each within a bounded time."""

    def __init__(self, vendor: str, patience: float) -> None:
        self._vendor = vendor
        self._patience = patience
        self._client: httpx.AsyncClient | None = None

    async def send(self, verb: str, url: str, **content: Any) -> httpx.Response:
        """One request. Raises Unavailable where no answer comes."""
        client = await self.warm_up()
        try:
            async with asyncio.timeout(2 * self._patience + 1):  # also where an answer trickles in
                return await client.request(verb, url, **content)
        except (httpx.HTTPError, TimeoutError) as error:
            raise Unavailable(f"{self._vendor}: {type(error).__name__}") from None

    async def warm_up(self) -> httpx.AsyncClient:
        """Make the client, in a thread: reading the certificates that it trusts takes a moment of work."""
        if self._client is None:
            made = await asyncio.to_thread(httpx.AsyncClient, timeout=self._patience)
            self._client = self._client or made  # somebody may have been faster
        return self._client

    async def close(self) -> None:
        """Let go of connections."""
        if self._client:
            await self._client.aclose()


def read(what: str, status: int, headers: Mapping[str, str], body: Any) -> Answer:
    """The answer of a call that went well. Raises what else it means; `body` is JSON, or None where it was not."""
    if 200 <= status < 300 and isinstance(body, dict):
        return body
    if status == 429 or status >= 500 or 200 <= status < 300:
        raise Unavailable(f"{what}: HTTP {status}", seconds(headers.get("Retry-After")))
    code, words = _said(body if isinstance(body, dict) else {})
    raise Rejected(code or f"http_{status}", words or what, body if isinstance(body, dict) else {})


def json_of(response: Any) -> Any:
    """What an answer holds, an empty one as nothing; None when it is no JSON."""
    try:
        return response.json() if response.content else {}
    except ValueError:
        return None


def _said(body: Answer) -> tuple[str, str]:
    """A code and a sentence, in the ways in which vendors put them."""
    error = body.get("error")
    if isinstance(error, dict):
        return str(error.get("status") or error.get("code") or ""), str(error.get("message") or "")
    words = body.get("error_description") or body.get("reason") or body.get("message") or ""
    return str(error or body.get("code") or ""), str(words)
