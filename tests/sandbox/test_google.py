"""The stand-in for Google: tokens for a user, and spaces with Google's own refusals."""

import json
import time
from typing import Any

from google.auth import crypt, jwt

from sandbox.vendors import google
from tests.sandbox.conftest import Box

Json = dict[str, Any]
REFRESH = {
    "grant_type": "refresh_token", "client_id": google.CLIENT_ID, "client_secret": google.CLIENT_SECRET,
    "refresh_token": google.REFRESH_TOKEN,
}  # fmt: skip


async def token(box: Box, **changed: str) -> tuple[int, Json]:
    async with box.session.post(f"{box.running.url}google/token", data={**REFRESH, **changed}) as response:
        return response.status, await response.json()


async def ask(box: Box, verb: str, path: str, key: str, body: Json | None = None) -> tuple[int, Json]:
    headers = {"Authorization": f"Bearer {key}"}
    url = f"{box.running.url}google/meet/v2/spaces{path}"
    async with box.session.request(verb, url, headers=headers, json=body) as response:
        return response.status, await response.json()


async def statement(box: Box, **changed: Any) -> tuple[int, Json]:
    """A token for a signed statement."""
    async with box.session.get(f"{box.running.url}google/key.json") as response:
        key = await response.json()
    now = int(time.time())
    told = {"iss": google.EMAIL, "sub": google.USER, "scope": google.SCOPE, "aud": key["token_uri"]}
    told |= {"iat": now, "exp": now + 3600} | changed
    signed = jwt.encode(crypt.RSASigner.from_service_account_info(key), told).decode()
    form = {"grant_type": google.BY_JWT, "assertion": signed}
    async with box.session.post(f"{box.running.url}google/token", data=form) as response:
        return response.status, await response.json()


async def test_a_refresh_token_is_taken_from_its_own_client_alone(box: Box) -> None:
    assert (await token(box))[1]["expires_in"] == 3599
    assert (await token(box, client_secret="x"))[1]["error"] == "invalid_client"
    assert (await token(box, refresh_token="x"))[1]["error"] == "invalid_grant"
    assert (await token(box, grant_type="password"))[1]["error"] == "unsupported_grant_type"


async def test_a_signed_statement_must_be_for_this_endpoint_and_a_user(box: Box) -> None:
    assert (await statement(box))[0] == 200
    assert (await statement(box, aud="https://elsewhere.example"))[1]["error"] == "invalid_grant"
    assert (await statement(box, sub="nobody@example.com"))[1]["error"] == "unauthorized_client"
    form = {"grant_type": google.BY_JWT, "assertion": "a.b.c"}
    async with box.session.post(f"{box.running.url}google/token", data=form) as response:
        assert (await response.json())["error_description"] == "Invalid JWT Signature."


async def test_a_space_is_made_seen_joined_and_emptied(box: Box) -> None:
    key = (await token(box))[1]["access_token"]
    status, space = await ask(box, "POST", "", key, {"config": {"accessType": "OPEN"}})
    assert (status, space["config"]["accessType"]) == (200, "OPEN")
    path = space["name"].removeprefix("spaces")
    assert (await ask(box, "GET", path, key))[1] == space
    async with box.session.get(space["meetingUri"]) as page:
        assert "You are in the meeting" in await page.text()
    assert "activeConference" in (await ask(box, "GET", path, key))[1]
    assert await ask(box, "POST", f"{path}:endActiveConference", key, {}) == (200, {})
    [shown] = (await box.look("vendors/google"))["spaces"]
    assert (shown["is_live"], shown["times_ended"]) == (False, 1)


async def test_what_google_does_not_know_is_refused(box: Box) -> None:
    key = (await token(box))[1]["access_token"]
    _, answer = await ask(box, "POST", "", key, {"config": {"colour": "red"}})
    assert (answer["error"]["status"], "config.colour" in answer["error"]["message"]) == ("INVALID_ARGUMENT", True)
    assert (await ask(box, "GET", "/nowhere", key))[1]["error"]["status"] == "NOT_FOUND"
    assert (await ask(box, "POST", "", "made-up", {}))[0] == 401
    await box.control("clock", advance_s=3600)
    assert (await ask(box, "POST", "", key, {}))[1]["error"]["status"] == "UNAUTHENTICATED"
    assert "there is no vendor" in str(await _no_vendor(box))


async def _no_vendor(box: Box) -> Json:
    async with box.session.get(f"{box.running.url}_control/vendors/gogle") as response:
        assert response.status == 404
        answer: Json = await response.json()
        return answer


async def test_nothing_secret_is_told(box: Box) -> None:
    key = (await token(box))[1]["access_token"]
    await ask(box, "POST", "", key, {})
    told = json.dumps(await box.look("journal")) + json.dumps(await box.look("vendors/google"))
    for secret in (key, google.CLIENT_SECRET, google.REFRESH_TOKEN):
        assert secret not in told
