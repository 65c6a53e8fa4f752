"""People of the local workspace, played through its control API: they type, click, write and react."""

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic
from typing import Any, TypeVar

import aiohttp

PATIENCE = 10.0
LOOK_EVERY = 0.02

Json = dict[str, Any]
T = TypeVar("T")


class DrillFailed(Exception):
    """Something did not come out as it should; the text says what was expected."""


class Player:
    """Drives one workspace."""

    def __init__(self, session: aiohttp.ClientSession, url: str) -> None:
        self._session = session
        self._url = url

    async def types(self, user: str, channel: str, text: str) -> Json:
        """A slash command; answers what the person sees at once."""
        return await self._do("command", user=user, channel=channel, command="/incident", text=text)

    async def clicks(self, user: str, channel: str, ts: str, action_id: str) -> Json:
        return await self._do("click", user=user, channel=channel, ts=ts, action_id=action_id)

    async def says(self, user: str, channel: str, text: str, thread_ts: str | None = None) -> str:
        """A message; answers its ts."""
        thread = {"thread_ts": thread_ts} if thread_ts else {}
        return str((await self._do("message", user=user, channel=channel, text=text, **thread))["ts"])

    async def uploads(self, user: str, channel: str, *files: Json) -> Json:
        """Somebody posts files: `name` and `base64` of each."""
        return await self._do("upload", user=user, channel=channel, files=list(files))

    async def edits(self, user: str, channel: str, ts: str, text: str) -> None:
        """Somebody says it otherwise."""
        await self._do("edit", user=user, channel=channel, ts=ts, text=text)

    async def deletes(self, user: str, channel: str, ts: str) -> None:
        """Somebody takes back what they said."""
        await self._do("delete", user=user, channel=channel, ts=ts)

    async def reacts(self, user: str, channel: str, ts: str, name: str) -> None:
        await self._do("react", user=user, channel=channel, ts=ts, name=name)

    async def unreacts(self, user: str, channel: str, ts: str, name: str) -> None:
        await self._do("unreact", user=user, channel=channel, ts=ts, name=name)

    async def opens_home(self, user: str) -> None:
        """The app's home."""
        await self._do("home", user=user)

    async def home(self, user: str) -> Json | None:
        """What they see there, once there is something."""
        shown: Json | None = (await self._read("_control/views", user=user))["home"]
        return shown

    async def state(self) -> Json:
        return await self._read("_control/state")

    async def messages(self, channel: str, user: str) -> list[Json]:
        answer = await self._read("_control/messages", channel=channel, user=user)
        return list(answer["messages"])

    async def file(self, file_id: str) -> str:
        async with self._session.get(f"{self._url}_client/file/{file_id}") as response:
            return await response.text()

    async def _do(self, call: str, **body: Any) -> Json:
        async with self._session.post(f"{self._url}_control/{call}", json=body) as response:
            answer: Json = await response.json()
        if response.status >= 400 or answer.get("error"):
            raise DrillFailed(f"{call} was refused: {answer.get('error')}")
        return answer

    async def _read(self, path: str, **query: str) -> Json:
        async with self._session.get(f"{self._url}{path}", params=query) as response:
            answer: Json = await response.json()
        return answer


async def eventually(expected: str, look: Callable[[], Awaitable[T | None]]) -> T:
    """Look again and again until there is something to see; after ten seconds say what was expected."""
    deadline = monotonic() + PATIENCE
    while True:
        found = await look()
        if found:
            return found
        if monotonic() > deadline:
            raise DrillFailed(f"expected {expected}, but it did not happen within {PATIENCE:.0f} s")
        await asyncio.sleep(LOOK_EVERY)
