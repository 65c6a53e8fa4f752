"""What a manifest gets wrong is said at the start, and events follow its scopes."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from sandbox.world import WrongManifest
from tests.sandbox.test_events import until

OURS = Path("manifest.yml").read_text(encoding="utf-8")


async def test_a_command_without_a_slash_is_not_taken(open_box: Any, manifest: Any) -> None:
    manifest["features"]["slash_commands"].append({"command": "incident", "description": "d"})
    manifest["features"]["slash_commands"].append({"command": "/plain", "description": "again"})
    with pytest.raises(WrongManifest) as wrong:
        await open_box(manifest)
    assert [sentence.split(": ", 1)[1] for sentence in wrong.value.sentences] == [
        "The slash command “incident” must begin with a slash.",
        "The slash command /plain stands there twice.",
    ]


async def test_what_would_be_silence_is_said_beforehand(open_box: Any, manifest: Any) -> None:
    scopes = manifest["oauth_config"]["scopes"]["bot"]
    scopes.remove("reactions:read")
    manifest["settings"]["socket_mode_enabled"] = False
    manifest["settings"]["event_subscriptions"]["bot_events"].remove("reaction_removed")
    box = await open_box(manifest)
    problems = (await box.look("state"))["apps"][0]["problems"]
    assert len(problems) == 2
    assert "reaction_added needs the bot scope reactions:read" in problems[0]
    assert "socket_mode_enabled" in problems[1]


def test_the_command_line_says_it_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "manifest.yml"
    path.write_text(yaml.safe_dump({"features": {"slash_commands": [{"command": "oops"}]}}))
    done = subprocess.run(
        [sys.executable, "-m", "sandbox", "--manifest", str(path)], capture_output=True, text=True, timeout=20
    )
    assert done.returncode == 1
    assert done.stderr.strip() == "sandbox: manifest.yml: The slash command “oops” must begin with a slash."


async def test_channels_are_renamed_for_everybody_and_other_things_only_for_members(
    open_box: Any, manifest: Any
) -> None:
    manifest["settings"]["event_subscriptions"]["bot_events"] += ["group_rename", "member_left_channel"]
    manifest["oauth_config"]["scopes"]["bot"].remove("groups:read")
    box = await open_box(manifest, rate_limits=False)
    app = await box.bolt()
    events: list[dict[str, Any]] = []

    @app.middleware
    async def keep(body: Any, next: Any) -> None:
        events.append(body)
        await next()

    secret = (await box.api("conversations.create", name="secret", is_private=True))["channel"]["id"]
    await box.control("join", user="ada", channel=secret, by=box.bot)
    await box.control("leave", user="ada", channel="random")
    await box.control("rename", user="ada", channel="random", name="elsewhere")
    await until(lambda: "channel_rename" in [each["event"]["type"] for each in events])
    kinds = {each["event"]["type"] for each in events}
    assert "member_joined_channel" not in kinds  # a private channel's need groups:read
    assert "member_left_channel" not in kinds  # the bot is not in there


async def test_an_event_of_a_shared_channel_says_so(box: Any) -> None:
    app = await box.bolt()
    seen: list[bool] = []

    @app.event("message")
    async def keep(body: Any) -> None:
        seen.append(body["is_ext_shared_channel"])

    channel = await box.room("room", "ada")
    await box.control("message", user="ada", channel=channel, text="alone")
    await box.control("people", name="eve", team="T0OTHER")
    await box.control("join", user="eve", channel=channel)
    await box.control("message", user="ada", channel=channel, text="shared")
    await until(lambda: len(seen) >= 4)
    assert (seen[0], seen[-1]) == (False, True)


async def test_names_slack_does_not_know_are_told_with_the_nearest(open_box: Any, manifest: Any) -> None:
    manifest["oauth_config"]["scopes"]["bot"] += ["chat:wrote", "connections:write", "stars:read", "gibberish"]
    manifest["oauth_config"]["scopes"]["user"] = ["chat:wirte"]
    manifest["settings"]["event_subscriptions"]["bot_events"] += ["message.chanels"]
    manifest["setings"] = {}
    manifest["features"]["slash_commands"][0]["usage_hnt"] = "x"
    box = await open_box(manifest)
    assert (await box.look("state"))["apps"][0]["problems"] == [
        "Unknown key features.slash_commands[0].usage_hnt: did you mean usage_hint?",
        "Unknown key setings: did you mean settings?",
        "Unknown scope chat:wrote: did you mean chat:write?",
        "The scope connections:write is one of the app-level token, not of bot tokens.",
        "The scope stars:read is one of user tokens, not of bot tokens.",
        "Unknown scope gibberish.",
        "Unknown scope chat:wirte: did you mean chat:write?",
        "Unknown event message.chanels: did you mean message.channels?",
    ]


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ({"features": []}, "features must be an object."),
        ({"features": {"slash_commands": ["/x"]}}, "features.slash_commands[0] must be an object."),
        ({"oauth_config": {"scopes": {"bot": "chat:write"}}}, "oauth_config.scopes.bot must be a list."),
        (
            {"settings": {"event_subscriptions": {"bot_events": [{"x": 1}]}}},
            "settings.event_subscriptions.bot_events[0] must be a text.",
        ),
        ({"display_information": {"name": 5}}, "display_information.name must be a text."),
        ({"features": {"shortcuts": [{"name": "x"}]}}, "A shortcut must have a callback_id and a type."),
    ],
)
async def test_a_manifest_of_another_shape_is_not_taken(open_box: Any, part: Any, told: str) -> None:
    with pytest.raises(WrongManifest, match=re.escape(told)):
        await open_box(part)


async def test_our_own_manifest_has_no_problems(open_box: Any) -> None:
    box = await open_box(yaml.safe_load(OURS))
    assert (await box.look("state"))["apps"][0]["problems"] == []
