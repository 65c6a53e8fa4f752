"""The journal: calls and envelopes side by side, what changed since, and the whole of it as a file."""

import contextlib
import json
from typing import Any

from slack_sdk.errors import SlackApiError


async def test_calls_and_envelopes_stand_in_one_journal(box: Any) -> None:
    app = await box.bolt()

    @app.command("/plain")
    async def plain(ack: Any, client: Any, body: Any) -> Any:
        with contextlib.suppress(SlackApiError):
            await client.chat_postEphemeral(channel=body["channel_id"], user=body["user_id"], text="x")
        return await ack(text="hello")

    await box.control("command", user="ada", channel="general", command="/plain", text="now")
    entries = (await box.look("traffic"))["entries"]
    assert [each["seq"] for each in entries] == sorted(each["seq"] for each in entries)
    command = next(each for each in entries if each["kind"] == "envelope")
    assert (command["name"], command["channel"]) == ("slash_commands /plain", box.channel("general"))
    assert (command["ok"], command["error"], command["status"], command["retry"]) == (True, None, 0, 0)
    assert (command["sent"]["text"], command["answer"]) == ("now", {"text": "hello"})
    assert command["ms"] > 0
    post = next(each for each in entries if each["name"] == "chat.postEphemeral")
    assert (post["kind"], post["ok"], post["status"], post["error"]) == ("call", False, 200, "not_in_channel")
    assert (post["sent"]["text"], post["answer"]["error"]) == ("x", "not_in_channel")
    assert "xoxb" not in json.dumps(entries)
    assert "token" not in command["sent"]
    opened = next(each for each in entries if each["name"] == "apps.connections.open")
    assert "ticket=…" in opened["answer"]["url"]


async def test_what_changed_since_a_revision_is_all_that_comes(box: Any) -> None:
    await box.api("api.test")
    first = await box.look("traffic", since="0")
    assert [each["name"] for each in first["entries"]] == ["api.test"]
    assert (await box.look("traffic", since=str(first["rev"])))["entries"] == []
    await box.api("auth.test")
    await box.api("team.info")
    page = await box.look("traffic", since=str(first["rev"]), limit="1")
    assert [each["name"] for each in page["entries"]] == ["auth.test"]
    rest = await box.look("traffic", since=str(page["rev"]))
    assert [each["name"] for each in rest["entries"]] == ["team.info"]
    assert [each["name"] for each in (await box.look("traffic", limit="2"))["entries"]] == [
        "auth.test",
        "team.info",
    ]


async def test_nobody_connected_and_nobody_acking_are_told_apart(box: Any) -> None:
    box.running.world.sockets.ack_seconds = 0.05
    call = {"user": "ada", "channel": "general", "command": "/plain"}
    await box.control("command", **call)
    await box.bolt()
    await box.control("command", **call)
    envelopes = [each for each in (await box.look("traffic"))["entries"] if each["kind"] == "envelope"]
    assert [(each["ok"], each["error"]) for each in envelopes] == [
        (False, "nobody_connected"),
        (False, "not_acked"),
    ]


async def test_uploads_and_response_urls_have_kinds_of_their_own(box: Any) -> None:
    asked = await box.api("files.getUploadURLExternal", filename="a.md", length=3)
    async with box.session.post(asked["upload_url"], data=b"abc"):
        pass
    async with box.session.post(f"{box.running.url}commands/T/unknown", json={"text": "x"}):
        pass
    entries = (await box.look("traffic"))["entries"]
    assert [(each["kind"], each["ok"]) for each in entries] == [
        ("call", True), ("upload", True), ("response_url", False),
    ]  # fmt: skip


async def test_the_whole_journal_is_a_file_with_what_people_and_tests_did(box: Any) -> None:
    await box.control("message", user="ada", channel="general", text="hi")
    await box.control("faults", method="api.test", error="internal_error")
    await box.control("clock", advance_s=5)
    await box.api("api.test")
    async with box.session.get(f"{box.running.url}_control/journal") as response:
        assert response.headers["Content-Disposition"].startswith("attachment")
        kept = await response.json()
    assert kept["version"] == 1
    assert [each["act"] for each in kept["acts"]] == ["POST message", "POST faults", "POST clock"]
    assert kept["acts"][0]["sent"]["text"] == "hi"
    assert [each["error"] for each in kept["entries"]] == ["internal_error"]
    assert kept["entries"][0]["seq"] > kept["acts"][-1]["seq"]


async def test_screens_hear_of_traffic_at_most_a_few_times_a_second(box: Any) -> None:
    async with box.session.get(f"{box.running.url}_client/stream", params={"user": "ada"}) as stream:
        assert (await stream.content.readline()).startswith(b":")
        for _ in range(20):
            await box.api("api.test")
        await stream.content.readline()
        assert json.loads((await stream.content.readline())[5:]) == {"kind": "traffic"}
        await box.control("people", name="eve")
        await stream.content.readline()
        assert json.loads((await stream.content.readline())[5:]) == {"kind": "state"}
