"""Ephemerals, stale screens, the home tab and edits: what people see after the bot has answered."""

from pathlib import Path
from typing import Any

import pytest

from sandbox.workspace.manifest import read


def row(*values: str) -> list[dict[str, Any]]:
    text = {"type": "plain_text", "text": "Go"}
    return [
        {"type": "actions", "elements": [{"type": "button", "action_id": "go", "value": value, "text": text}]}
        for value in values
    ]


@pytest.fixture
async def clicked(box: Any) -> list[dict[str, Any]]:
    """What the app got of each click."""
    app = await box.bolt()
    bodies: list[dict[str, Any]] = []

    @app.action("go")
    async def go(ack: Any, body: Any) -> Any:
        bodies.append(body)
        return await ack()

    return bodies


async def test_a_button_of_an_ephemeral_is_found_without_its_ts(box: Any, clicked: Any) -> None:
    channel = await box.room("room", "ada", "grace")
    sent = await box.api("chat.postEphemeral", channel=channel, user=box.user("ada"), text="t", blocks=row("a"))
    assert (await box.tried("click", user="grace", channel=channel, action_id="go"))[0] == 404
    await box.control("click", user="ada", channel=channel, action_id="go")
    assert clicked[0]["container"] == {
        "type": "message", "message_ts": sent["message_ts"], "channel_id": channel, "is_ephemeral": True,
    }  # fmt: skip
    assert "message" not in clicked[0]
    async with box.session.post(clicked[0]["response_url"], json={"text": "new", "replace_original": True}):
        pass
    seen = [each for each in await box.said(channel) if each.get("is_ephemeral")]
    assert [(each["ts"], each["text"]) for each in seen] == [(sent["message_ts"], "new")]
    history = await box.api("conversations.history", channel=channel)
    assert "new" not in [each["text"] for each in history["messages"]]
    stranger = await box.api("chat.postEphemeral", channel=channel, user=box.user("linus"), text="t")
    assert stranger["error"] == "user_not_in_channel"


async def test_a_stale_screen_sends_the_value_it_shows(box: Any, clicked: Any) -> None:
    channel = await box.room("room", "ada")
    ts = (await box.api("chat.postMessage", channel=channel, text="t", blocks=row("v1")))["ts"]
    await box.api("chat.update", channel=channel, ts=ts, text="t", blocks=row("v2", "v3"))
    for value in ("v1", "v3", None):
        await box.control("click", user="ada", channel=channel, ts=ts, action_id="go", value=value)
    assert [each["actions"][0]["value"] for each in clicked] == ["v1", "v3", "v2"]


async def test_only_a_text_edit_is_shown_as_edited(box: Any) -> None:
    channel = await box.room("room", "ada")
    ts = (await box.api("chat.postMessage", channel=channel, text="t", blocks=row("v1")))["ts"]
    await box.api("chat.update", channel=channel, ts=ts, text="t", blocks=row("v2"))
    assert (await box.said(channel))[-1]["edited"] is None
    await box.api("chat.update", channel=channel, ts=ts, text="words alone")
    assert "v2" in str((await box.said(channel))[-1]["blocks"])  # Slack keeps blocks until they are emptied
    await box.api("chat.update", channel=channel, ts=ts, text="words alone", blocks=[])
    shown = (await box.said(channel))[-1]
    assert (shown["edited"]["user"], shown.get("blocks")) == (box.bot, None)
    said = await box.control("message", user="ada", channel=channel, text="mine")
    refused = await box.api("chat.update", channel=channel, ts=said["ts"], text="x")
    assert refused["error"] == "cant_update_message"
    assert (await box.tried("edit", user="ada", channel=channel, ts=ts, text="x"))[0] == 400


async def test_a_command_can_answer_everybody_and_a_bad_answer_is_not_shown(box: Any) -> None:
    app = await box.bolt()
    answers = [{"text": "all", "response_type": "in_channel"}, {"blocks": [{"type": "nonsense"}]}]

    @app.command("/plain")
    async def plain(ack: Any) -> Any:
        return await ack(**answers.pop(0))

    call = {"user": "ada", "channel": "general", "command": "/plain"}
    await box.control("command", **call)
    assert (await box.control("command", **call))["error"] == "invalid_command_response"
    assert [each["text"] for each in await box.said("general", "grace")] == ["all"]


async def test_a_person_of_another_workspace_says_so_in_every_payload(box: Any, clicked: Any) -> None:
    channel = await box.room("room", "ada")
    await box.control("people", name="ada", team="T0OTHER")
    ts = (await box.api("chat.postMessage", channel=channel, text="t", blocks=row("v1")))["ts"]
    await box.control("click", user="ada", channel=channel, ts=ts, action_id="go")
    assert clicked[0]["user"]["team_id"] == "T0OTHER"
    assert clicked[0]["team"]["id"] == box.running.workspace.team


async def test_nobody_types_in_an_archived_channel_and_the_deactivated_do_nothing(box: Any) -> None:
    channel = await box.room("room", "ada")
    await box.control("archive", user="ada", channel=channel)
    for call, body in (("command", {"command": "/plain"}), ("message", {"text": "x"})):
        status, answer = await box.tried(call, user="ada", channel=channel, **body)
        assert (status, "is archived" in answer["error"]) == (400, True)
    await box.control("people", name="grace", deleted=True)
    assert (await box.tried("message", user="grace", channel="general", text="x"))[0] == 400


def test_the_apps_own_manifest_can_be_read() -> None:
    own = read(Path(__file__).parents[2] / "manifest.yml")
    assert own.command("/incident")
    assert own.socket_mode
    assert "chat:write" in own.scopes
