"""Signing in with an account of the workspace: what it tells, to whom, how often, and how it refuses."""

from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from sandbox.workspace.openid import CLIENT_ID, CLIENT_SECRET, fits
from tests.sandbox.conftest import Box, Open

Json = dict[str, Any]
BACK = "http://127.0.0.1:9999/sign-in/callback"
NAMED = ["https://app.example.com/sign-in/callback"]
ASKED = {
    "client_id": CLIENT_ID, "redirect_uri": BACK, "response_type": "code", "scope": "openid profile email",
    "state": "s t&a=te", "nonce": "n1",
}  # fmt: skip
CLIENT = {"client_id": CLIENT_ID, "client_secret": CLIENT_SECRET, "redirect_uri": BACK}


@pytest.fixture
async def box(open_box: Open, manifest: Json) -> Box:
    manifest["oauth_config"] |= {"redirect_urls": NAMED}
    manifest["oauth_config"]["scopes"]["user"] = ["openid", "profile", "email"]
    return await open_box(manifest, rate_limits=False)


async def page(box: Box, press: Json | None = None, **changed: str) -> tuple[int, str]:
    """Status, and what it says or where it leads."""
    url = f"{box.running.url}openid/connect/authorize?{urlencode(ASKED | changed)}"
    sent = (
        box.session.post(url, data=press, allow_redirects=False)
        if press
        else box.session.get(url, allow_redirects=False)
    )
    async with sent as response:
        return response.status, response.headers.get("Location") or await response.text()


async def back(box: Box, press: Json | None = None, **changed: str) -> Json:
    """What the app hears when somebody is sent back to it."""
    status, place = await page(box, press or {"user": "ada"}, **changed)
    assert (status, place.partition("?")[0]) == (302, BACK), place
    return {name: value for name, (value,) in parse_qs(urlsplit(place).query).items()}


async def redeemed(box: Box, code: str, **changed: str) -> Json:
    return await box.api("openid.connect.token", token="", **CLIENT | {"code": code} | changed)


async def get(box: Box, path: str) -> Json:
    async with box.session.get(f"{box.running.url}{path}") as response:
        found: Json = await response.json()
        return found


async def test_a_person_signs_in_with_one_click_and_the_app_hears_who(box: Box) -> None:
    shown = (await page(box))[1]
    assert "Ada Lovelace" in shown
    assert box.bot not in shown
    came = await back(box)
    assert came["state"] == "s t&a=te"
    told = await redeemed(box, came["code"])
    known = await get(box, ".well-known/openid-configuration")
    keys = KeySet.import_key_set(await get(box, urlsplit(known["jwks_uri"]).path[1:]))  # type: ignore[arg-type]  # JSON, as it came
    paper = jwt.decode(told["id_token"], keys, algorithms=["RS256"])
    claims = paper.claims
    assert (claims["iss"], claims["aud"], claims["nonce"]) == (known["issuer"], CLIENT_ID, "n1")
    assert claims["exp"] - claims["iat"] == 300
    assert claims["https://slack.com/user_id"] == claims["sub"] == box.user("ada")
    assert claims["https://slack.com/team_id"] == box.running.workspace.team
    assert (claims["name"], claims["email"], "picture" in claims) == ("Ada Lovelace", "ada@example.com", True)
    info = await box.api("openid.connect.userInfo", token=told["access_token"])
    assert info["https://slack.com/user_id"] == box.user("ada")


async def test_a_code_works_once_and_for_ten_minutes_and_any_try_spends_it(box: Box) -> None:
    code = (await back(box))["code"]
    assert (await redeemed(box, code))["ok"]
    assert (await redeemed(box, code))["error"] == "invalid_code"
    code = (await back(box))["code"]
    assert (await redeemed(box, code, redirect_uri="http://127.0.0.1:1/sign-in/callback"))[
        "error"
    ] == "bad_redirect_uri"
    assert (await redeemed(box, code))["error"] == "invalid_code"
    code = (await back(box))["code"]
    await box.control("clock", advance_s=600)
    assert (await redeemed(box, code))["error"] == "invalid_code"


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"client_id": "1.2"}, "invalid_client_id"), ({"client_secret": "x"}, "bad_client_secret"),
        ({"grant_type": "password"}, "invalid_grant_type"), ({"code": "x"}, "invalid_code"),
        ({"grant_type": "refresh_token"}, "invalid_refresh_token"),
    ],
)  # fmt: skip
async def test_a_client_that_is_not_ours_or_asks_for_something_else_gets_nothing(
    box: Box, changed: dict[str, str], error: str
) -> None:
    assert (await redeemed(box, **{"code": (await back(box))["code"]} | changed))["error"] == error


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"redirect_uri": "https://evil.example/"}, "redirect_uri is none"),
        ({"redirect_uri": ""}, "redirect_uri is none"),
        ({"client_id": "x"}, "client_id is not"), ({"team": "T0"}, "team is another"),
    ],
)  # fmt: skip
async def test_nobody_is_sent_to_a_stranger(box: Box, changed: dict[str, str], word: str) -> None:
    for press in (None, {"user": "ada"}):
        status, said = await page(box, press, **changed)
        assert (status, word in said) == (400, True)


async def test_the_app_hears_why_nobody_signs_in(box: Box) -> None:
    assert await back(box, {"cancel": "yes"}) == {"error": "access_denied", "state": "s t&a=te"}
    for changed, error in (
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "profile"}, "invalid_scope"), ({"scope": "openid chat:write"}, "invalid_scope"),
    ):  # fmt: skip
        assert (await back(box, **changed))["error"] == error


async def test_only_what_was_granted_is_told(box: Box) -> None:
    told = await redeemed(box, (await back(box, scope="openid"))["code"])
    info = await box.api("openid.connect.userInfo", token=told["access_token"])
    assert info.keys() == {"ok", "sub", "https://slack.com/user_id", "https://slack.com/team_id"}


async def test_the_token_of_a_person_does_nothing_else_and_ends_with_their_account(box: Box) -> None:
    code = (await back(box))["code"]
    token = (await redeemed(box, (await back(box))["code"]))["access_token"]
    assert (await box.api("chat.postMessage", token=token, channel="x", text="x"))[
        "error"
    ] == "not_allowed_token_type"
    assert (await box.api("openid.connect.userInfo"))["error"] == "not_allowed_token_type"
    await box.control("people", name="ada", deleted=True)
    assert (await box.api("openid.connect.userInfo", token=token))["error"] == "token_revoked"
    assert (await redeemed(box, code))["error"] == "invalid_code"
    assert "Ada" not in (await page(box))[1]
    assert (await page(box, {"user": "ada"}))[0] == 400


async def test_an_app_without_the_user_scopes_signs_nobody_in(open_box: Open, manifest: Json) -> None:
    manifest["oauth_config"] |= {"redirect_urls": NAMED}
    assert (await back(await open_box(manifest)))["error"] == "invalid_scope"


async def test_the_journal_keeps_no_secret(box: Box) -> None:
    told = await redeemed(box, (await back(box))["code"])
    calls = str(await box.look("traffic", since="0", limit="1000"))
    assert "openid.connect.token" in calls
    assert not [secret for secret in (CLIENT_SECRET, told["access_token"], told["id_token"]) if secret in calls]


@pytest.mark.parametrize(
    "uri", [NAMED[0], BACK, "http://localhost/sign-in/callback", "http://[::1]:1/sign-in/callback"]
)
def test_people_may_be_sent_back_to(uri: str) -> None:
    assert fits(uri, NAMED)


@pytest.mark.parametrize(
    "uri",
    [
        f"{NAMED[0]}/more", "https://app.example.com/", "http://app.example.com/sign-in/callback", "",
        "http://127.0.0.1:9999/other", "http://127.0.0.1@evil.example/sign-in/callback",
        "http://127.0.0.1.evil.example/sign-in/callback", "//127.0.0.1/sign-in/callback",
        "http://[::1/sign-in/callback", f"{BACK}#x", f"{BACK}?x=y",
    ],
)  # fmt: skip
def test_people_are_not_sent_back_to(uri: str) -> None:
    assert not fits(uri, NAMED)
