"""Sign in with Slack (OpenID Connect): where people are sent, and who came back, as Slack has signed it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from integrations.access import SlackSignIn
from integrations.errors import Rejected, Unavailable

if TYPE_CHECKING:
    from integrations.http import Answer, Http

PATIENCE = 3.0
"""Seconds for one request: somebody waits, and there is another way in."""
LEEWAY = 30
"""Seconds by which our clock may differ from Slack's."""
SCOPES = "openid profile"
CLAIM = "https://slack.com/"
"""What Slack puts before the names of its own claims, wherever it runs."""
NOT_SLACKS = "id_token"
"""The code of a Rejected for an answer that is not what Slack's should be."""


@dataclass(frozen=True, kw_only=True)
class Who:
    """Somebody who has just signed in at Slack."""

    user_id: str
    team_id: str
    name: str


class SignInWithSlack:
    """One client of Slack's. Everything here raises Unavailable or Rejected, and repeats nothing."""

    def __init__(self, access: SlackSignIn, now: Callable[[], datetime]) -> None:
        self._access = access
        self._now = now
        self._http: Http | None = None

    async def leave_for(self, *, back_to: str, state: str, nonce: str, team: str) -> str:
        """The address at Slack to which somebody is sent; Slack is asked for it, and so is known to be there."""
        from authlib.oauth2.rfc6749.parameters import prepare_grant_uri  # noqa: PLC0415 - seldom asked for

        known = await self._known()
        where: str = prepare_grant_uri(
            known["authorization_endpoint"],
            client_id=self._access.client_id,
            response_type="code",
            redirect_uri=back_to,
            scope=SCOPES,
            state=state,
            nonce=nonce,
            team=team,
        )
        return where

    async def who(self, code: str, *, back_to: str, nonce: str) -> Who:
        """Who came back with this code: signed by Slack for us, just now, and with an account that is there."""
        known = await self._known()
        told = await self._slack(
            "POST",
            known["token_endpoint"],
            data={
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": back_to,
                "client_id": self._access.client_id,
                "client_secret": self._access.client_secret,
            },
        )
        access, paper = str(told.get("access_token", "")), str(told.get("id_token", ""))
        keys = await self._ask("GET", known["jwks_uri"])
        claims = await asyncio.to_thread(self._claims, paper, keys, access, nonce)
        bearer = {"Authorization": f"Bearer {access}"}
        person = await self._slack("GET", known["userinfo_endpoint"], headers=bearer)
        user_id, team_id = claims.get(f"{CLAIM}user_id"), claims.get(f"{CLAIM}team_id")
        if not user_id or not team_id or user_id != person.get(f"{CLAIM}user_id"):
            raise Rejected(NOT_SLACKS, "two answers name two people")
        return Who(user_id=str(user_id), team_id=str(team_id), name=str(person.get("name") or user_id))

    async def check(self) -> str:
        """Ask Slack where people are sent; nobody is signed in. Says what is fine."""
        return f"people are sent to {(await self._known())['authorization_endpoint']}"

    async def close(self) -> None:
        """Let go of connections."""
        if self._http:
            await self._http.close()

    async def _known(self) -> "Answer":
        """What Slack says of its addresses. Read each time: people seldom sign in, and keys are changed."""
        found = await self._ask("GET", f"{self._access.issuer}/.well-known/openid-configuration")
        lacking = {"authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"} - found.keys()
        if lacking or found.get("issuer") != self._access.issuer:
            raise Rejected(NOT_SLACKS, "what answers there is not Slack: look at SLACK_OPENID_URL")
        return found

    async def _slack(self, verb: str, url: str, **content: Any) -> "Answer":
        """A method of Slack's, which says in the body whether it went well."""
        told = await self._ask(verb, url, **content)
        if told.get("ok") is not True:
            code = str(told.get("error", ""))
            raise Unavailable(f"Slack: {code}") if code in ("ratelimited", "internal_error") else Rejected(code)
        return told

    async def _ask(self, verb: str, url: str, **content: Any) -> "Answer":
        from integrations.http import Http, json_of, read  # noqa: PLC0415 - only who signs in pays for it in memory

        self._http = self._http or Http("Slack", PATIENCE)
        response = await self._http.send(verb, url, **content)
        return read("Slack", response.status_code, response.headers, json_of(response))

    def _claims(self, paper: str, keys: "Answer", access_token: str, nonce: str) -> dict[str, Any]:
        """What Slack has signed. Raises Rejected for another's signature, audience, day or attempt."""
        from authlib.oidc.core import CodeIDToken  # noqa: PLC0415 - heavy, and seldom asked for
        from joserfc import jwt  # noqa: PLC0415 - the same
        from joserfc.errors import JoseError  # noqa: PLC0415 - the same
        from joserfc.jwk import KeySet  # noqa: PLC0415 - the same

        options = {"iss": self._access.issuer, "aud": self._access.client_id}
        params = {"nonce": nonce, "client_id": self._access.client_id, "access_token": access_token}
        try:
            signed = jwt.decode(paper, KeySet.import_key_set(keys), algorithms=["RS256"])  # type: ignore[arg-type]  # JSON, as it came
            must = {name: {"essential": True, "value": value} for name, value in options.items()}
            claims = CodeIDToken(signed.claims, signed.header, must, params)
            claims.validate(now=int(self._now().timestamp()), leeway=LEEWAY)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise Rejected(NOT_SLACKS, type(error).__name__) from None
        return dict(signed.claims)
