"""A channel that an admin has deleted, and messages that wear another name."""

import asyncio
from typing import Any

from tests.sandbox.conftest import Box

READS: list[tuple[str, dict[str, Any]]] = [
    ("conversations.info", {}), ("conversations.members", {}), ("conversations.history", {}),
    ("conversations.join", {}), ("conversations.setTopic", {"topic": "x"}), ("conversations.archive", {}),
    ("conversations.invite", {"users": "U0"}), ("chat.postMessage", {"text": "x"}),
    ("chat.update", {"ts": "1.1", "text": "x"}), ("chat.delete", {"ts": "1.1"}), ("pins.list", {}),
    ("reactions.add", {"timestamp": "1.1", "name": "eyes"}),
]  # fmt: skip


async def test_a_deleted_channel_is_found_by_no_method_and_its_name_is_free(box: Box) -> None:
    channel = await box.room("room", "ada")
    uploaded = await box.control("upload", user="ada", channel=channel, files=[{"name": "a.txt", "content": "a"}])
    await box.control("remove", user="ada", channel=channel)
    for method, args in READS:
        assert (await box.api(method, channel=channel, **args))["error"] == "channel_not_found", method
    assert (await box.api("bookmarks.list", channel_id=channel))["error"] == "channel_not_found"
    file = (await box.api("files.info", file=uploaded["files"][0]))["file"]
    assert (file["channels"], file.get("shares")) == ([], None)
    assert (await box.api("conversations.create", name="room"))["ok"]
    assert (await box.tried("message", user="ada", channel=channel, text="x"))[0] == 404


async def test_apps_hear_of_deleted_channels(open_box: Any, manifest: Any) -> None:
    manifest["settings"]["event_subscriptions"]["bot_events"] += ["channel_deleted", "group_deleted"]
    box = await open_box(manifest, rate_limits=False)
    app, told = await box.bolt(), []

    @app.event("channel_deleted")
    @app.event("group_deleted")
    async def deleted(event: Any) -> None:
        told.append((event["type"], event["channel"]))

    public = (await box.control("channels", name="elsewhere", creator="ada"))["id"]
    private = (await box.api("conversations.create", name="private", is_private=True))["channel"]["id"]
    unseen = (await box.control("channels", name="unseen", creator="ada", is_private=True))["id"]
    for channel in (public, private, unseen):
        await box.control("remove", user="ada", channel=channel)
    await asyncio.sleep(0.05)
    entries = (await box.look("traffic"))["entries"]
    names = [each["name"] for each in entries if each["name"].endswith("_deleted")]
    assert names == ["events_api channel_deleted", "events_api group_deleted"]
    assert sorted(told) == [("channel_deleted", public), ("group_deleted", private)]


async def test_general_and_direct_messages_cannot_be_deleted_renamed_or_left(box: Box) -> None:
    await box.api("chat.postMessage", channel=box.user("ada"), text="hello")
    for act in ("remove", "rename", "archive", "unarchive", "leave", "kick", "join"):
        more = {"rename": {"name": "other"}, "join": {"by": "Tester"}}.get(act, {})
        status, answer = await box.tried(act, user="ada", channel="@ada", **more)
        assert (status, "direct messages" in answer["error"]) == (400, True), act
    for act in ("remove", "archive"):
        assert (await box.tried(act, user="ada", channel="general"))[0] == 400


async def test_a_message_wears_another_name_where_the_scope_allows_it(open_box: Any, manifest: Any) -> None:
    manifest["oauth_config"]["scopes"]["bot"].append("chat:write.customize")
    box = await open_box(manifest, rate_limits=False)
    channel = await box.room("room", "ada")
    look = {"username": "Weather", "icon_emoji": "cloud"}
    said = await box.api("chat.postMessage", channel=channel, text="rain", **look)
    shown = said["message"]
    assert (shown["subtype"], shown["username"], shown["icons"]) == (
        "bot_message",
        "Weather",
        {"emoji": ":cloud:"},
    )
    assert "user" not in shown
    assert shown["bot_id"]
    updated = await box.api("chat.update", channel=channel, ts=said["ts"], text="sun")
    assert (updated["message"]["text"], updated["message"]["username"]) == ("sun", "Weather")
    sent = await box.api(
        "chat.postMessage", channel=channel, text="x", thread_ts=said["ts"], reply_broadcast=True, **look
    )
    assert "username" not in sent["message"]
    assert (await box.api("chat.delete", channel=channel, ts=said["ts"]))["ok"]
    alone = await box.api(
        "chat.postEphemeral", channel=channel, user=box.user("ada"), text="x", icon_url="ftp://x"
    )
    assert alone["error"] == "invalid_arguments"
    await box.api("chat.postEphemeral", channel=channel, user=box.user("ada"), text="psst", username="Ghost")
    assert (await box.said(channel))[-1]["username"] == "Ghost"


async def test_both_policies_can_be_set_together_and_each_by_itself(box: Box) -> None:
    channel = await box.room("room")
    both = await box.control("policy", broadcasts="refused", restricted=["pins.add"])
    assert both == {"broadcasts": "refused", "restricted": ["pins.add"]}
    assert (await box.api("chat.postMessage", channel=channel, text="<!here>"))["error"] == "restricted_action"
    ts = (await box.api("chat.postMessage", channel=channel, text="quiet"))["ts"]
    assert (await box.api("pins.add", channel=channel, timestamp=ts))["error"] == "restricted_action"
    assert await box.control("policy", restricted=[]) == {"broadcasts": "refused", "restricted": []}
    assert await box.control("policy", broadcasts="allowed") == {"broadcasts": "allowed", "restricted": []}


async def test_a_single_channel_guest_can_be_made_and_is_seen_as_one(box: Box) -> None:
    await box.control("people", name="ada", single_channel=True)
    shown = (await box.api("users.info", user=box.user("ada")))["user"]
    assert (shown["is_restricted"], shown["is_ultra_restricted"]) == (True, True)
    users = {each["name"]: each for each in (await box.look("state"))["users"]}
    assert (users["ada"]["guest"], users["ada"]["single_channel"]) == (True, True)
    assert (users["slackbot"]["id"], users["slackbot"]["is_bot"]) == ("USLACKBOT", True)
    assert (await box.tried("people", name="ada", single_channel="yes"))[0] == 400


async def test_a_strange_time_zone_does_no_harm(box: Box) -> None:
    for tz in ("Europe", "Nowhere/Here", "../..", "x" * 400):
        await box.control("people", name="ada", tz=tz)
        assert (await box.api("users.info", user=box.user("ada")))["user"]["tz_offset"] == 0
