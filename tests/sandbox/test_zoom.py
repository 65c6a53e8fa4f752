"""The stand-in for Zoom: its refusals, its expiring tokens, and what a host may do."""

import base64
from typing import Any

from sandbox.vendors.zoom_account import ACCOUNT_ID, CLIENT_ID, CLIENT_SECRET, HOSTS
from tests.sandbox.conftest import Box

Json = dict[str, Any]
JOIN = {"join_before_host": True, "waiting_room": False}
ONE, TWO = HOSTS[:2]


async def ask(box: Box, verb: str, path: str, token: str, body: Json | None = None) -> tuple[int, Json]:
    headers = {"Authorization": f"Bearer {token}"}
    url = f"{box.running.url}zoom/v2/{path}"
    async with box.session.request(verb, url, headers=headers, json=body) as response:
        return response.status, await response.json() if response.content_length else {}


async def token(box: Box, secret: str = CLIENT_SECRET, **changed: str) -> tuple[int, Json]:
    form = {"grant_type": "account_credentials", "account_id": ACCOUNT_ID, **changed}
    basic = base64.b64encode(f"{CLIENT_ID}:{secret}".encode()).decode()
    headers = {"Authorization": f"Basic {basic}"}
    async with box.session.post(f"{box.running.url}zoom/oauth/token", data=form, headers=headers) as response:
        return response.status, await response.json()


async def let_in(box: Box) -> str:
    return str((await token(box))[1]["access_token"])


async def made(box: Box, key: str, host: str = ONE, **more: Any) -> Json:
    wanted = {"topic": "x", "settings": JOIN, **more}
    status, meeting = await ask(box, "POST", f"users/{host}/meetings", key, wanted)
    assert status == 201, meeting
    return meeting


async def test_only_the_right_credentials_get_a_token(box: Box) -> None:
    assert (await token(box, "wrong"))[1] == {
        "reason": "Invalid client_id or client_secret", "error": "invalid_client"
    }  # fmt: skip
    assert (await token(box, grant_type="password"))[1]["error"] == "unsupported_grant_type"
    assert (await token(box, account_id="other"))[0] == 400
    assert (await token(box))[1]["expires_in"] == 3600


async def test_a_token_runs_out_with_the_clock(box: Box) -> None:
    key = await let_in(box)
    assert (await ask(box, "GET", f"users/{ONE}/meetings", key))[0] == 200
    await box.control("clock", advance_s=3601)
    assert await ask(box, "GET", f"users/{ONE}/meetings", key) == (
        401, {"code": 124, "message": "Access token is expired."}
    )  # fmt: skip
    assert (await ask(box, "GET", f"users/{ONE}/meetings", "made-up"))[1]["message"] == "Invalid access token."


async def test_what_zoom_does_not_know_is_refused_by_name(box: Box) -> None:
    key = await let_in(box)
    wrong = {"topic": "x" * 201, "colour": "red", "settings": {"join_before_hosts": True}, "type": True}
    status, answer = await ask(box, "POST", f"users/{ONE}/meetings", key, wrong)
    assert (status, answer["code"]) == (400, 300)
    assert [e["field"] for e in answer["errors"]] == ["topic", "colour", "type", "settings.join_before_hosts"]
    assert (await ask(box, "POST", "users/nobody@example.com/meetings", key, {}))[1]["code"] == 1001
    assert (await ask(box, "GET", "meetings/1", key))[1]["code"] == 3001


async def test_a_host_runs_one_meeting_at_a_time(box: Box) -> None:
    key = await let_in(box)
    first, second = await made(box, key), await made(box, key)
    other = await made(box, key, TWO, settings={"join_before_host": False})
    assert "You are in the meeting" in await page(box, first)
    assert "another meeting in progress" in await page(box, second)
    assert "wait for the host" in await page(box, other)
    live = (await ask(box, "GET", f"users/{ONE}/meetings?type=live", key))[1]["meetings"]
    assert [each["id"] for each in live] == [first["id"]]
    assert (await ask(box, "DELETE", f"meetings/{first['id']}", key))[0] == 400
    assert (await ask(box, "PUT", f"meetings/{first['id']}/status", key, {"action": "end"}))[0] == 204
    assert (await ask(box, "PUT", f"meetings/{first['id']}/status", key, {"action": "end"}))[0] == 400
    assert (await ask(box, "DELETE", f"meetings/{first['id']}", key))[0] == 204
    assert "invalid" in await page(box, first)
    assert "You are in the meeting" in await page(box, second)


async def page(box: Box, meeting: Json) -> str:
    async with box.session.get(meeting["join_url"]) as response:
        return await response.text()


async def test_long_lists_come_in_pages(box: Box) -> None:
    key = await let_in(box)
    ids = [(await made(box, key))["id"] for _ in range(3)]
    path = f"users/{ONE}/meetings?page_size=2"
    first = (await ask(box, "GET", path, key))[1]
    rest = (await ask(box, "GET", f"{path}&next_page_token={first['next_page_token']}", key))[1]
    assert [m["id"] for m in first["meetings"] + rest["meetings"]] == ids
    assert not rest["next_page_token"]


async def test_faults_speak_as_zoom_does(box: Box) -> None:
    key = await let_in(box)
    await box.control("faults", method="zoom.meetings.list", status=429, retry_after=7)
    status, answer = await ask(box, "GET", f"users/{ONE}/meetings", key)
    assert (status, answer["code"]) == (429, 429)
    await box.control("faults", method="zoom.meetings.list", error="1001")
    assert (await ask(box, "GET", f"users/{ONE}/meetings", key))[1]["code"] == 1001


async def test_the_journal_and_the_control_call_tell_everything_but_secrets(box: Box) -> None:
    key = await let_in(box)
    meeting = await made(box, key)
    calls = (await box.look("calls"))["calls"]
    assert [c["method"] for c in calls] == ["zoom.token", "zoom.meetings.create"]
    [shown] = (await box.look("vendors/zoom"))["meetings"]
    assert (shown["host"], shown["join_url"]) == (ONE, meeting["join_url"])
    told = str(await box.look("journal")) + str(await box.look("vendors/zoom"))
    for secret in (key, CLIENT_SECRET, meeting["start_url"]):
        assert secret not in told
