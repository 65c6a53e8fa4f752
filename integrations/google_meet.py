"""Google Meet: a meeting space for an incident, as a user of the company or by their refresh token.

A service account acts for that user by domain-wide delegation; by itself it may own no space.
"""

import asyncio
import time
from collections.abc import Callable
from typing import Any

import httpx

from integrations.access import GoogleAccess
from integrations.errors import Rejected, Unavailable
from integrations.http import PATIENCE, Answer, Http, json_of, read
from integrations.meetings import Meeting
from integrations.tokens import Tokens

SCOPE = "https://www.googleapis.com/auth/meetings.space.created"
BY_JWT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
LASTS = 3600
GONE = {"NOT_FOUND", "FAILED_PRECONDITION"}
"""Google's words for a space that is not there, or has nobody in it."""
OPEN_TO = {"accessType": "TRUSTED"}
"""People of the company come in at once, without a host; others knock."""


class GoogleMeet:
    """Spaces have no limit at a time, so there is one nameless host; and nothing to find one by but its name."""

    hosts = ("",)

    def __init__(
        self, access: GoogleAccess, *, clock: Callable[[], float] = time.monotonic, patience: float = PATIENCE
    ) -> None:
        self._access = access
        self._http = Http("google", patience)
        self._tokens = Tokens(self._asked_for_token, clock)

    async def create(self, host: str, *, title: str, tag: str) -> Meeting:
        """A space. It has neither a title nor room for a tag."""
        space = await self._call("POST", "spaces", {"config": OPEN_TO})
        if not space.get("meetingUri") or not space.get("name"):
            raise Unavailable("google meet: an answer without a space")
        return Meeting(url=str(space["meetingUri"]), id=str(space["name"]))

    async def find(self, host: str, tag: str) -> Meeting | None:
        """Google lists no spaces. One whose answer was lost stays empty, and costs nothing."""
        return None

    async def is_busy(self, host: str, *, besides: str = "") -> bool:
        return False

    async def is_there(self, meeting_id: str) -> bool:
        try:
            await self._call("GET", meeting_id)
        except Rejected as error:
            if error.code not in GONE:
                raise
            return False
        return True

    async def end(self, meeting_id: str) -> None:
        """End it for everybody. Google deletes no spaces."""
        try:
            await self._call("POST", f"{meeting_id}:endActiveConference", {})
        except Rejected as error:
            if error.code not in GONE:
                raise

    async def check(self) -> str:
        """A token is all that can be tried without leaving a space behind."""
        await self._tokens.renewed()
        return f"answers for {self._access.user or 'the owner of the refresh token'}"

    async def warm_up(self) -> None:
        await self._http.warm_up()
        if self._access.key:
            await asyncio.to_thread(_grant, self._access)

    async def close(self) -> None:
        await self._http.close()

    async def _call(self, verb: str, path: str, body: dict[str, Any] | None = None) -> Answer:
        """One call; a token that Google no longer takes is renewed once, for no call was done with it."""
        answer = await self._ask(verb, path, await self._tokens.present(), body)
        if answer.status_code == 401:
            answer = await self._ask(verb, path, await self._tokens.renewed(), body)
        return read("google meet", answer.status_code, answer.headers, json_of(answer))

    async def _ask(self, verb: str, path: str, token: str, body: dict[str, Any] | None) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token}"}
        return await self._http.send(verb, f"{self._access.meet_url}v2/{path}", json=body, headers=headers)

    async def _asked_for_token(self) -> Answer:
        """What was wrong is told without the credentials."""
        grant = await asyncio.to_thread(_grant, self._access)
        response = await self._http.send("POST", self._access.token_url, data=grant)
        return read("google token", response.status_code, response.headers, json_of(response))


def _grant(access: GoogleAccess) -> dict[str, str]:
    """What is shown for a token: the refresh token, or a signed statement for whom we act."""
    if access.refresh_token:
        return {
            "grant_type": "refresh_token",
            "client_id": access.client_id,
            "client_secret": access.client_secret,
            "refresh_token": access.refresh_token,
        }
    from google.auth import crypt, jwt  # noqa: PLC0415 - heavy, and first needed here

    issued = int(time.time())
    statement = {
        "iss": access.key["client_email"],
        "sub": access.user,
        "scope": SCOPE,
        "aud": access.token_url,
        "iat": issued,
        "exp": issued + LASTS,
    }
    try:
        signer = crypt.RSASigner.from_service_account_info(access.key)
    except ValueError:
        raise Rejected("unusable_key", "the private key of the service account cannot be read") from None
    return {"grant_type": BY_JWT, "assertion": jwt.encode(signer, statement).decode()}
