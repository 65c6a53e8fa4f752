"""Zoom: a meeting for an incident, by Server-to-Server OAuth.

The calls go through zoomus' meeting component, in a thread. Its client is left out: it fetches a token while it is
built, with no timeout, tells no errors and never renews. So the token is ours.
"""

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Any

from integrations.access import ZoomAccess
from integrations.errors import Rejected, Unavailable
from integrations.http import PATIENCE, Answer, Http, json_of, read
from integrations.meetings import Meeting
from integrations.tokens import Tokens

TITLE = 200
GONE = {"3001", "3002"}
"""Zoom's codes for a meeting that does not exist, or is over."""
SETTINGS = {"join_before_host": True, "jbh_time": 0, "waiting_room": False}
"""Whoever has the link comes in at once, without a host: nobody waits in a lobby while something burns.

Everything else, such as recording, is as the host has set it.
"""


class Zoom:
    """One Zoom account with a pool of hosts, since a host runs one meeting at a time."""

    def __init__(
        self,
        access: ZoomAccess,
        hosts: Sequence[str],
        *,
        clock: Callable[[], float] = time.monotonic,
        patience: float = PATIENCE,
    ) -> None:
        self.hosts = tuple(hosts)
        self._access = access
        self._patience = patience
        self._http = Http("zoom token", patience)
        self._tokens = Tokens(self._asked_for_token, clock)

    async def create(self, host: str, *, title: str, tag: str) -> Meeting:
        """A scheduled meeting (an instant one expires unless somebody comes soon)."""
        wanted = {"topic": title[:TITLE], "agenda": tag, "type": 2, "duration": 60, "settings": SETTINGS}
        # Without a waiting room Zoom wants a passcode; the link carries it.
        return _meeting(await self._call("create", user_id=host, default_password=True, **wanted), host)

    async def find(self, host: str, tag: str) -> Meeting | None:
        page = ""
        while True:
            answer = await self._call("list", user_id=host, type="scheduled", page_size=300, next_page_token=page)
            for each in answer.get("meetings") or []:
                if each.get("agenda") == tag:
                    return _meeting(each, host)
            page = str(answer.get("next_page_token") or "")
            if not page:
                return None

    async def is_busy(self, host: str, *, besides: str = "") -> bool:
        answer = await self._call("list", user_id=host, type="live")
        return any(str(each.get("id")) != besides for each in answer.get("meetings") or [])

    async def is_there(self, meeting_id: str) -> bool:
        try:
            await self._call("get", id=meeting_id)
        except Rejected as error:
            if error.code not in GONE:
                raise
            return False
        return True

    async def end(self, meeting_id: str) -> None:
        """End it, and delete it: with its link anybody could begin it again and keep the host from others."""
        try:
            await self._call("update_status", id=meeting_id, action="end")
        except Rejected as error:
            if error.code not in GONE:
                raise
        try:
            await self._call("delete", id=meeting_id)
        except Rejected as error:
            if error.code not in GONE:
                raise

    async def check(self) -> str:
        for host in self.hosts:
            await self.is_busy(host)
        return f"answers for {', '.join(self.hosts)}"

    async def warm_up(self) -> None:
        await self._http.warm_up()
        await asyncio.to_thread(_component, "", "", PATIENCE)

    async def close(self) -> None:
        await self._http.close()

    async def _call(self, method: str, **arguments: Any) -> Answer:
        """One call; a token that Zoom says has expired is renewed once, for no call was done with it."""
        status, headers, body = await self._ask(method, await self._tokens.present(), arguments)
        if status == 401:
            status, headers, body = await self._ask(method, await self._tokens.renewed(), arguments)
        words = str(body.get("message")) if isinstance(body, dict) else ""
        if status == 429 and ("daily" in words or headers.get("X-RateLimit-Type") == "Daily-limit"):
            raise Rejected("daily_limit", words)  # of this host: it opens again tomorrow
        return read(f"zoom {method}", status, headers, body)

    async def _ask(self, method: str, token: str, arguments: dict[str, Any]) -> tuple[int, Any, Any]:
        try:
            async with asyncio.timeout(2 * self._patience + 1):  # to connect and to read: the thread ends before
                return await asyncio.to_thread(
                    _through_zoomus, self._access.api_url, token, self._patience, method, arguments
                )
        except (OSError, ValueError, TimeoutError) as error:  # requests' own errors are of these
            raise Unavailable(f"zoom {method}: {type(error).__name__}") from None

    async def _asked_for_token(self) -> Answer:
        """What was wrong is told without the credentials."""
        response = await self._http.send(
            "POST",
            self._access.oauth_url,
            data={"grant_type": "account_credentials", "account_id": self._access.account_id},
            auth=(self._access.client_id, self._access.client_secret),
        )
        return read("zoom token", response.status_code, response.headers, json_of(response))


def _through_zoomus(
    url: str, token: str, patience: float, method: str, arguments: dict[str, Any]
) -> tuple[int, Any, Any]:
    """Status, headers and body. Runs in a thread."""
    response = getattr(_component(url, token, patience), method)(**arguments)
    return response.status_code, response.headers, json_of(response)


def _component(url: str, token: str, patience: float) -> Any:
    from zoomus.components.meeting import MeetingComponentV2  # noqa: PLC0415 - heavy, and first needed here

    return MeetingComponentV2(base_uri=url, config={"version": 2, "token": token}, timeout=patience)


def _meeting(answer: Answer, host: str) -> Meeting:
    """Its link for everybody. The host's own (`start_url`) would let anybody be the host: it goes no further."""
    if not answer.get("join_url") or not answer.get("id"):
        raise Unavailable("zoom: an answer without a meeting")
    return Meeting(url=str(answer["join_url"]), id=str(answer["id"]), host=host)
