"""Slack for effects: one call, no repeating (the outbox alone repeats), one way to fail."""

import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from integrations.errors import Rejected, Unavailable
from integrations.slack_failures import TROUBLE, failure, limited, seconds
from integrations.slack_limits import Limiter

Answer = dict[str, Any]

CHUNK = 64 * 1024
DOWNLOAD_WITHIN = 120.0
HELD_FOR = 2.0
"""Seconds after which what was held back is tried again."""


class Slack:
    """The Web API by its own method names: `await slack.call("pins.add", channel=…, timestamp=…)`."""

    def __init__(self, client: AsyncWebClient, session: aiohttp.ClientSession, limiter: Limiter) -> None:
        self._client = client
        self._session = session
        self._limiter = limiter
        self.held = False
        """Whether nothing is called yet: Slack has not said so far who we are, and it may be somebody else."""

    async def call(self, method: str, **arguments: Any) -> Answer:
        """One request; lists and dicts go as JSON, None is left out. Raises `Unavailable` or `Rejected`."""
        if self.held:
            raise Unavailable("Slack does not answer", HELD_FOR)
        wait = self._limiter.wait(method, arguments.get("channel"))
        if wait > 0:
            raise Unavailable(f"our own limit for {method}", wait)
        try:
            response = await self._client.api_call(method, data=_form(arguments))
        except TROUBLE as error:
            retry_after = limited(error)
            if retry_after is not None:
                self._limiter.refused(method, arguments.get("channel"), retry_after)
            raise failure(method, error) from error
        answer: Answer = dict(response.data) if isinstance(response.data, dict) else {}
        return answer

    async def pages(self, method: str, items: str, **arguments: Any) -> AsyncIterator[Answer]:
        """Every item of a list, page after page, following the cursor."""
        cursor: str | None = None
        while True:
            answer = await self.call(method, cursor=cursor, **arguments)
            for item in answer.get(items) or []:
                yield item
            cursor = (answer.get("response_metadata") or {}).get("next_cursor") or None
            if cursor is None:
                return

    async def respond(self, response_url: str, message: Answer) -> None:
        """Answer where Slack asked us to (5 uses, 30 minutes)."""
        await self._post("response_url", response_url, json=message)

    async def upload(self, upload_url: str, content: bytes) -> None:
        """Send a file's bytes to the address that `files.getUploadURLExternal` gave."""
        await self._post("upload", upload_url, data=content)

    async def download(self, url: str, *, most: int) -> bytes:
        """The bytes of a file, at most so many. Our token goes to Slack alone, and along no redirect.

        A redirect is how Slack leads whoever may not read a file to its page for signing in. Raises `Rejected`.
        """
        if not self._is_slacks(url):
            raise Rejected("elsewhere", "the file is not at Slack")
        headers = {"Authorization": f"Bearer {self._client.token}"}
        timeout = aiohttp.ClientTimeout(total=DOWNLOAD_WITHIN)
        try:
            async with self._session.get(url, headers=headers, timeout=timeout, allow_redirects=False) as response:
                status, retry_after = response.status, response.headers.get("Retry-After")
                if status == 200:
                    return await _bounded(response, most)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise Unavailable(f"download: {type(error).__name__}") from None
        if status == 429 or status >= 500:
            raise Unavailable(f"download: HTTP {status}", seconds(retry_after))
        raise Rejected(f"http_{status}", "Slack does not hand out the file")

    def _is_slacks(self, url: str) -> bool:
        asked, api = urlsplit(url), urlsplit(self._client.base_url)
        host = asked.hostname or ""
        theirs = asked.scheme == "https" and host.endswith(".slack.com")
        return theirs or (asked.scheme, asked.netloc) == (api.scheme, api.netloc)

    async def _post(self, what: str, url: str, **body: Any) -> None:
        timeout = aiohttp.ClientTimeout(total=30)
        try:
            async with self._session.post(url, timeout=timeout, **body) as response:
                status, retry_after = response.status, response.headers.get("Retry-After")
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            # The address is a secret of its own: only its purpose may be told.
            raise Unavailable(f"{what}: {type(error).__name__}") from None
        if status == 429 or status >= 500:
            raise Unavailable(f"{what}: HTTP {status}", seconds(retry_after))
        if status >= 400:
            raise Rejected(f"http_{status}", what)


async def _bounded(response: aiohttp.ClientResponse, most: int) -> bytes:
    """Never more than was announced is read into memory."""
    parts, length = [], 0
    async for part in response.content.iter_chunked(CHUNK):
        length += len(part)
        if length > most:
            raise Rejected("too_large", "more came than Slack had said")
        parts.append(part)
    return b"".join(parts)


def _form(arguments: dict[str, Any]) -> dict[str, Any]:
    """Form fields as Slack reads them."""
    return {name: _field(value) for name, value in arguments.items() if value is not None}


def _field(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value) if isinstance(value, list | dict) else value
