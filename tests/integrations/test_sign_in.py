"""The real client of Sign in with Slack against a server that answers what a test wants, signed or not."""

import base64
import hashlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from joserfc import jwt
from joserfc.jwk import RSAKey

from integrations.access import SlackSignIn
from integrations.errors import Rejected, Unavailable
from integrations.sign_in import CLAIM, SignInWithSlack, Who

NOW = datetime(2026, 3, 2, 14, 30, tzinfo=UTC)
SECONDS = int(NOW.timestamp())
ADA = {f"{CLAIM}user_id": "UADA", f"{CLAIM}team_id": "T1"}


@cache
def key(name: str) -> RSAKey:
    """Made when it is needed, and once."""
    return RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256", "kid": name})


@dataclass
class Slack:
    """What it answers; `claims` go into the id_token, over those of a good one."""

    issuer: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    signs: str = "Slack"
    token: dict[str, Any] = field(default_factory=lambda: {"ok": True, "access_token": "a"})
    person: dict[str, Any] = field(default_factory=lambda: {"ok": True, "name": "Ada", **ADA})
    status: int = 200
    more: dict[str, Any] = field(default_factory=dict)

    def paper(self) -> str:
        half = base64.urlsafe_b64encode(hashlib.sha256(b"a").digest()[:16]).rstrip(b"=").decode()
        good = {"iss": self.issuer, "aud": "1.2", "sub": "UADA", "nonce": "n", "at_hash": half}
        told = good | {"iat": SECONDS, "exp": SECONDS + 300} | ADA | self.claims
        kept = {name: value for name, value in told.items() if value != ""}
        return jwt.encode({"alg": "RS256", "kid": "Slack"}, kept, key(self.signs))

    async def answer(self, request: web.Request) -> web.Response:
        if "well-known" in request.path:
            names = ("authorization", "token", "userinfo")
            urls = {f"{name}_endpoint": f"{self.issuer}/{name}" for name in names}
            return web.json_response(urls | {"issuer": self.issuer, "jwks_uri": f"{self.issuer}/keys"} | self.more)
        if request.path == "/keys":
            return web.json_response({"keys": [key("Slack").as_dict(private=False)]})
        if request.path == "/token":
            return web.json_response({"id_token": self.paper()} | self.token, status=self.status)
        return web.json_response(self.person)


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    slack, app = Slack(), web.Application()
    app.router.add_route("*", "/{path:.*}", slack.answer)
    async with TestServer(app) as server:
        slack.issuer = str(server.make_url("")).rstrip("/")
        yield slack


async def who(slack: Slack) -> Who:
    access = SlackSignIn(client_id="1.2", client_secret="s", issuer=slack.issuer)
    client = SignInWithSlack(access, lambda: NOW)
    try:
        return await client.who("code", back_to="http://127.0.0.1/back", nonce="n")
    finally:
        await client.close()


async def test_who_slack_has_signed_for_us_is_believed(slack: Slack) -> None:
    assert await who(slack) == Who(user_id="UADA", team_id="T1", name="Ada")


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://evil.example"}, {"aud": "another"}, {"aud": ["another"]}, {"aud": ""}, {"iss": ""},
        {"nonce": "another"}, {"nonce": ""}, {"exp": SECONDS - 60}, {"exp": ""}, {"iat": SECONDS + 3600},
        {"at_hash": "x"}, {f"{CLAIM}team_id": ""}, {f"{CLAIM}user_id": "UEVE"}, {"azp": "another"},
    ],
    ids=str,
)  # fmt: skip
async def test_what_was_signed_for_others_or_another_time_is_not(slack: Slack, claims: dict[str, Any]) -> None:
    slack.claims = claims
    with pytest.raises(Rejected, match="id_token"):
        await who(slack)


async def test_another_signature_or_none_is_not_believed(slack: Slack) -> None:
    slack.signs = "Eve"
    with pytest.raises(Rejected, match="id_token"):
        await who(slack)
    slack.token |= {"id_token": "a.b.c"}
    with pytest.raises(Rejected, match="id_token"):
        await who(slack)
    unsigned = "eyJhbGciOiJub25lIn0." + slack.paper().split(".")[1] + "."
    slack.token |= {"id_token": unsigned}
    with pytest.raises(Rejected, match="id_token"):
        await who(slack)


async def test_a_refusal_is_final_and_trouble_passes(slack: Slack) -> None:
    slack.token = {"ok": False, "error": "invalid_code"}
    with pytest.raises(Rejected, match="invalid_code"):
        await who(slack)
    slack.token, slack.person = {"ok": True, "access_token": "a"}, {"ok": False, "error": "token_revoked"}
    with pytest.raises(Rejected, match="token_revoked"):
        await who(slack)
    slack.status = 503
    with pytest.raises(Unavailable):
        await who(slack)
    slack.more = {"issuer": "https://evil.example"}
    with pytest.raises(Rejected, match="not Slack"):
        await who(slack)
