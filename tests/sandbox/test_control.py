"""What people do through the control API, and what the browser client is told."""

import asyncio
import json
import subprocess
import sys
import time
from typing import Any

import pytest


async def test_the_workspace_starts_with_its_people_and_channels(box: Any) -> None:
    state = await box.look("state")
    people = [each["name"] for each in state["users"] if not each["is_bot"]]
    assert people == ["ada", "grace", "linus", "margaret", "alan", "barbara", "katherine", "dennis"]
    assert [each["name"] for each in state["channels"]] == ["general", "random"]
    assert len(state["channels"][0]["members"]) == 8
    assert len({each["tz"] for each in state["users"] if not each["is_bot"]}) == 8
    assert state["apps"][0]["sockets"] == 0


async def test_messages_are_stored_as_slack_stores_them(box: Any) -> None:
    text = "@grace restarted <db> in #random & more: see https://x.example/a"
    said = await box.control("message", user="@ada", channel="#general", text=text)
    shown = (await box.said("general"))[-1]
    assert shown["ts"] == said["ts"]
    grace, channel = box.user("grace"), box.channel("random")
    assert shown["text"] == (
        f"<@{grace}> restarted &lt;db&gt; in <#{channel}|random> &amp; more: see <https://x.example/a>"
    )
    await box.control("message", user="grace", channel="general", text="yes", thread_ts=said["ts"])
    assert [each["reply_count"] for each in await box.said("general")] == [1, 0]


async def test_who_posts_to_a_public_channel_joins_it_and_strangers_see_no_private_one(box: Any) -> None:
    channel = await box.room("room")
    await box.control("message", user="ada", channel=channel, text="hi")
    assert box.user("ada") in (await box.look("state"))["channels"][-1]["members"]
    await box.control("channels", name="secret", is_private=True, creator="ada")
    assert (await box.tried("message", user="grace", channel="secret", text="x"))[0] == 404
    assert (await box.tried("join", user="grace", channel="secret"))[0] == 400
    assert (await box.control("join", user="grace", channel="secret", by="ada"))["changed"]


async def test_joining_and_leaving_may_be_repeated(box: Any) -> None:
    channel = await box.room("room")
    done = [
        (await box.control(act, user="ada", channel=channel))["changed"]
        for act in ("join", "join", "leave", "leave")
    ]
    assert done == [True, False, True, False]


@pytest.mark.parametrize(
    ("call", "body", "status", "words"),
    [
        ("message", {"user": "nobody", "channel": "general", "text": "x"}, 404, "there is no user"),
        ("message", {"user": "ada", "channel": "nowhere", "text": "x"}, 404, "there is no channel"),
        ("message", {"user": "ada", "channel": "general"}, 400, "“text” is missing"),
        ("react", {"user": "ada", "channel": "general", "ts": "1.1", "name": "x"}, 404, "there is no message"),
        ("command", {"user": "ada", "channel": "general", "command": "/nope"}, 404, "no app of this workspace"),
        ("submit", {"user": "ada", "view_id": "V0", "values": {}}, 404, "has no view"),
        ("shortcut", {"user": "ada", "callback_id": "nope"}, 404, "has the shortcut"),
        ("rename", {"user": "ada", "channel": "general", "name": "No Way"}, 400, "invalid_name_specials"),
    ],
)
async def test_what_cannot_be_done_is_refused_in_words(
    box: Any, call: str, body: dict[str, Any], status: int, words: str
) -> None:
    answer = await box.tried(call, **body)
    assert (answer[0], words in answer[1]["error"]) == (status, True), answer


async def test_people_channels_and_groups_can_be_made_and_changed(box: Any) -> None:
    made = await box.control("people", name="eve", guest=True, tz="Asia/Tokyo", team="TOTHER")
    again = await box.control("people", name="eve", deleted=True)
    assert (made["created"], again["created"], made["id"]) == (True, False, again["id"])
    eve = next(each for each in (await box.look("state"))["users"] if each["name"] == "eve")
    assert (eve["guest"], eve["deleted"], eve["tz"], eve["team"]) == (True, True, "Asia/Tokyo", "TOTHER")
    await box.control("usergroups", handle="oncall", members=["ada", "grace"])
    group = (await box.api("usergroups.list", include_users=True))["usergroups"][0]
    assert group["users"] == [box.user("ada"), box.user("grace")]


async def test_a_person_uploads_a_file(box: Any) -> None:
    files = [{"name": "shot.png", "base64": "iVBORw0K"}, {"name": "log.txt", "content": "boom"}]
    await box.control("upload", user="ada", channel="general", files=files)
    shown = (await box.said("general"))[-1]
    assert shown["subtype"] == "file_share"
    assert [each["mimetype"] for each in shown["files"]] == ["image/png", "text/plain"]


async def test_the_client_gets_its_page_its_start_and_its_stream(box: Any) -> None:
    async with box.session.get(f"{box.running.url}_client/bootstrap") as response:
        start = await response.json()
    assert [each["command"] for each in start["commands"]] == ["/plain", "/coded"]
    assert start["emoji"]["pushpin"] == "📌"
    async with box.session.get(f"{box.running.url}_client/stream", params={"user": "ada"}) as stream:
        assert (await stream.content.readline()).startswith(b":")
        await box.control("message", user="ada", channel="general", text="x")
        await box.control("people", name="eve")
        lines: list[dict[str, Any]] = []
        async with asyncio.timeout(2):
            while len(lines) < 2:
                line = await stream.content.readline()
                if line.startswith(b"data:"):
                    lines.append(json.loads(line[5:]))
    assert lines == [{"kind": "messages", "channel": box.channel("general")}, {"kind": "state"}]
    async with box.session.get(f"{box.running.url}client/../server.py") as response:
        assert response.status == 404


async def test_stopping_is_quick_with_everything_open(open_box: Any) -> None:
    box = await open_box(rate_limits=False)
    await box.bolt()
    stream = await box.session.get(f"{box.running.url}_client/stream", params={"user": "ada"})
    started = time.perf_counter()
    await box.running.stop()
    assert time.perf_counter() - started < 1
    stream.close()


def test_the_sandbox_imports_nothing_of_the_app_and_needs_no_slack_package() -> None:
    script = "import sys, sandbox.server; print(' '.join(sys.modules))"
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.split()
    app = {"bot", "cli", "commands", "listeners", "web", "jobs", "storage", "integrations", "blocks", "incidents"}
    assert not app.intersection(loaded)
    assert "slack_sdk" not in loaded
