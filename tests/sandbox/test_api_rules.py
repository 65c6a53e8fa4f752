"""What the Web API's methods do to messages, files and channels, what they refuse, and what apps hear of it."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

EVENTS = (
    "message",
    "member_left_channel",
    "channel_left",
    "file_created",
    "file_deleted",
    "file_shared",
    "im_created",
    "subteam_members_changed",
    "user_profile_changed",
)


class Ear:
    """All events that an app gets, waited for one by one."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self._more = asyncio.Event()

    async def keep(self, event: dict[str, Any]) -> None:
        self.events.append(event)
        self._more.set()

    async def first(self, fits: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        async with asyncio.timeout(5):
            while True:
                found = next((each for each in self.events if fits(each)), None)
                if found:
                    return found
                self._more.clear()
                await self._more.wait()

    async def of(self, word: str) -> dict[str, Any]:
        return await self.first(lambda event: word in (event["type"], event.get("subtype")))


@pytest.fixture
async def box(open_box: Any, manifest: Any) -> Any:
    manifest["settings"]["event_subscriptions"]["bot_events"] += [
        name for name in EVENTS if name not in ("message", "file_shared", "subteam_members_changed")
    ]
    return await open_box(manifest, rate_limits=False)


@pytest.fixture
async def ear(box: Any) -> Ear:
    heard, app = Ear(), await box.bolt(ignoring_self_events_enabled=False)
    for name in EVENTS:
        app.event(name)(heard.keep)
    return heard


async def _thread(box: Any) -> tuple[str, str, str]:
    """A channel, a parent and its only reply."""
    channel = await box.room("room", "ada")
    parent = (await box.api("chat.postMessage", channel=channel, text="parent"))["ts"]
    reply = (await box.api("chat.postMessage", channel=channel, text="reply", thread_ts=parent))["ts"]
    return channel, parent, reply


async def test_a_deleted_parent_leaves_a_tombstone_until_its_last_reply_goes(box: Any, ear: Ear) -> None:
    channel, parent, reply = await _thread(box)
    assert (await box.api("chat.delete", channel=channel, ts=parent))["ok"]
    event = await ear.first(lambda each: each.get("message", {}).get("subtype") == "tombstone")
    assert (event["subtype"], event["previous_message"]["text"]) == ("message_changed", "parent")
    assert (event["message"]["text"], event["message"]["user"]) == ("This message was deleted.", "USLACKBOT")
    assert event["message"]["reply_count"] == 1
    replies = await box.api("conversations.replies", channel=channel, ts=parent)
    assert [each.get("subtype") for each in replies["messages"]] == ["tombstone", None]
    for method, args in (
        ("chat.delete", {"ts": parent}),
        ("chat.update", {"ts": parent, "text": "x"}),
        ("reactions.add", {"timestamp": parent, "name": "eyes"}),
        ("pins.add", {"timestamp": parent}),
    ):
        assert (await box.api(method, channel=channel, **args))["error"] == "message_not_found"
    late = await box.api("chat.postMessage", channel=channel, text="late", thread_ts=parent)
    assert late["error"] == "cannot_reply_to_message"
    assert (await box.api("chat.delete", channel=channel, ts=reply))["ok"]
    await ear.first(lambda each: each.get("deleted_ts") == parent)
    assert (await box.api("conversations.replies", channel=channel, ts=parent))["error"] == "thread_not_found"


async def test_a_reply_that_comes_or_goes_changes_its_parent(box: Any, ear: Ear) -> None:
    channel, parent, reply = await _thread(box)
    grown = await ear.of("message_changed")
    assert (grown["message"]["ts"], grown["message"]["reply_count"]) == (parent, 1)
    assert "reply_count" not in grown["previous_message"]
    await box.api("chat.delete", channel=channel, ts=reply)
    await ear.first(lambda each: "reply_count" in each.get("previous_message", {}))
    shown = (await box.api("conversations.replies", channel=channel, ts=parent))["messages"]
    assert [("reply_count" in each, "thread_ts" in each) for each in shown] == [(False, False)]


async def test_a_reply_names_the_author_of_its_parent(box: Any) -> None:
    channel, parent, _ = await _thread(box)
    shown = (await box.api("conversations.replies", channel=channel, ts=parent))["messages"]
    assert [each.get("parent_user_id") for each in shown] == [None, box.bot]


async def test_a_deleted_file_changes_the_message_that_showed_it(box: Any, ear: Ear) -> None:
    channel = await box.room("room", "ada")
    await box.client().files_upload_v2(filename="a.md", content="# A", channel=channel, initial_comment="see")
    shared = await ear.of("file_shared")
    created = await ear.of("file_created")
    assert created["file_id"] == shared["file_id"]
    assert (await box.api("files.delete", file=shared["file_id"]))["ok"]
    await ear.of("file_deleted")
    changed = await ear.of("message_changed")
    assert changed["previous_message"]["files"][0]["name"] == "a.md"
    assert changed["message"]["files"] == [{"id": shared["file_id"], "mode": "tombstone"}]
    assert (await box.api("files.info", file=shared["file_id"]))["error"] == "file_deleted"


async def test_an_upload_is_completed_once_and_only_with_its_bytes(box: Any) -> None:
    channel = await box.room("room")
    begun = await box.api("files.getUploadURLExternal", filename="a.txt", length=1)
    done = {"files": [{"id": begun["file_id"]}], "channel_id": channel}
    assert (await box.api("files.completeUploadExternal", **done))["error"] == "file_not_found"
    async with box.session.post(begun["upload_url"], data=b"x") as response:
        assert response.status == 200
    lost = await box.api("files.completeUploadExternal", **done, thread_ts="1.1")
    assert lost["error"] == "invalid_arguments"
    twice = {"files": done["files"] * 2, "channel_id": channel}
    assert (await box.api("files.completeUploadExternal", **twice))["error"] == "file_not_found"
    elsewhere = done | {"channel_id": box.channel("general")}
    assert (await box.api("files.completeUploadExternal", **elsewhere))["error"] == "not_in_channel"
    assert (await box.api("files.completeUploadExternal", **done))["ok"]
    assert (await box.api("files.completeUploadExternal", **done))["error"] == "file_not_found"


async def test_the_bot_hears_that_it_was_removed(box: Any, ear: Ear) -> None:
    channel = await box.room("room", "ada")
    await box.control("kick", user="ada", target=box.bot, channel=channel)
    assert (await ear.of("channel_left"))["channel"] == channel
    assert (await ear.of("member_left_channel"))["user"] == box.bot
    left = await box.api("conversations.leave", channel=channel)
    assert left == {"ok": False, "not_in_channel": True} | _warning()
    for method, args, error in (
        ("chat.postMessage", {"text": "x"}, "not_in_channel"),
        ("conversations.invite", {"users": "U1"}, "not_in_channel"),
        ("conversations.setTopic", {"topic": "x"}, "not_in_channel"),
        ("conversations.history", {}, "not_in_channel"),
        ("conversations.archive", {}, "not_in_channel"),
        ("pins.list", {}, "not_in_channel"),
        ("conversations.kick", {"user": box.user("ada")}, "not_in_channel"),
    ):
        assert (await box.api(method, channel=channel, **args))["error"] == error, method
    assert (await box.api("bookmarks.list", channel_id=channel))["error"] == "access_denied"


def _warning() -> dict[str, Any]:
    return {"warning": "missing_charset", "response_metadata": {"warnings": ["missing_charset"]}}


async def test_an_archived_channel_takes_nothing_more(box: Any) -> None:
    channel = await box.room("room", "ada")
    ts = (await box.api("chat.postMessage", channel=channel, text="x"))["ts"]
    assert (await box.api("conversations.archive", channel=channel))["ok"]
    here = {"channel": channel}
    for method, args, error in (
        ("chat.postMessage", {"text": "x"}, "is_archived"),
        ("chat.postEphemeral", {"text": "x", "user": box.user("ada")}, "is_archived"),
        ("chat.update", {"ts": ts, "text": "y"}, "is_inactive"),
        ("chat.delete", {"ts": ts}, "cant_delete_message"),
        ("conversations.join", {}, "is_archived"),
        ("conversations.leave", {}, "is_archived"),
        ("conversations.invite", {"users": "U1"}, "is_archived"),
        ("conversations.rename", {"name": "y"}, "is_archived"),
        ("conversations.setTopic", {"topic": "y"}, "is_archived"),
        ("conversations.unarchive", {}, "not_in_channel"),
        ("conversations.setPurpose", {"purpose": "y"}, "is_archived"),
        ("reactions.add", {"timestamp": ts, "name": "eyes"}, "is_archived"),
        ("pins.add", {"timestamp": ts}, "not_in_channel"),
    ):
        assert (await box.api(method, **here, **args))["error"] == error, method
    assert (await box.api("conversations.create", name="room"))["error"] == "name_taken"


async def test_the_last_one_in_a_private_channel_cannot_go(box: Any) -> None:
    made = (await box.api("conversations.create", name="secret", is_private=True))["channel"]
    assert (made["is_private"], made["is_channel"], made["is_group"]) == (True, True, False)
    assert (await box.api("conversations.leave", channel=made["id"]))["error"] == "last_member"
    assert (await box.api("conversations.join", channel=made["id"]))[
        "error"
    ] == "method_not_supported_for_channel_type"


async def test_a_page_may_hold_fewer_than_asked_for(box: Any) -> None:
    old = await box.room("old")
    await box.api("conversations.archive", channel=old)
    page = await box.api("conversations.list", exclude_archived=True, limit=3)
    assert [each["name"] for each in page["channels"]] == ["general", "random"]
    assert page["response_metadata"]["next_cursor"] == ""


@pytest.mark.parametrize(
    ("method", "args", "error"),
    [
        ("conversations.list", {"limit": 1001}, "invalid_limit"),
        ("conversations.list", {"limit": 0}, "invalid_limit"),
        ("conversations.list", {"types": "public"}, "invalid_types"),
        ("conversations.history", {"limit": 1000}, "invalid_arguments"),
        ("conversations.history", {"oldest": "inf"}, "invalid_ts_oldest"),
        ("conversations.history", {"latest": "yesterday"}, "invalid_ts_latest"),
        ("conversations.history", {"cursor": "b2Zmc2V0OjE="}, "invalid_cursor"),
        ("conversations.members", {"cursor": "b2Zmc2V0Oi0x"}, "invalid_cursor"),
        ("users.list", {"limit": -1}, "invalid_arguments"),
        ("team.info", {"team": "T404"}, "team_not_found"),
        ("bots.info", {"bot": "B404"}, "bot_not_found"),
        ("users.conversations", {"user": "U404"}, "user_not_found"),
        ("chat.getPermalink", {"message_ts": "1.1"}, "message_not_found"),
    ],
)
async def test_what_cannot_be_is_refused(box: Any, method: str, args: Any, error: str) -> None:
    where = (
        {"channel": await box.room("room")}
        if method.startswith(("conversations.h", "conversations.m", "chat"))
        else {}
    )
    assert (await box.api(method, **where, **args))["error"] == error


async def test_one_person_reacts_at_most_so_often(box: Any) -> None:
    channel = await box.room("room")
    ts = (await box.api("chat.postMessage", channel=channel, text="x"))["ts"]
    for number in range(23):
        assert (await box.api("reactions.add", channel=channel, timestamp=ts, name=f"emoji{number}"))["ok"]
    more = await box.api("reactions.add", channel=channel, timestamp=ts, name="emoji23")
    assert more["error"] == "too_many_reactions"


async def test_a_bookmark_has_a_short_title_and_a_real_emoji(box: Any) -> None:
    channel = await box.room("room")
    sound = {"channel_id": channel, "title": "b", "type": "link", "link": "https://x.example"}
    for wrong, error in (
        ({"title": "b" * 257}, "invalid_arguments"),
        ({"link": "https://x.example/" + "x" * 2048}, "invalid_arguments"),
        ({"emoji": "eyes"}, "invalid_emoji"),
        ({"link": "ftp://x"}, "invalid_link"),
        ({"type": "file"}, "invalid_bookmark_type"),
    ):
        assert (await box.api("bookmarks.add", **sound | wrong))["error"] == error
    made = (await box.api("bookmarks.add", **sound, emoji=":eyes:"))["bookmark"]
    for edit, error in (
        ({"emoji": "x"}, "invalid_emoji"),
        ({"link": "x"}, "invalid_link"),
        ({"title": "c"}, None),
    ):
        answer = await box.api("bookmarks.edit", channel_id=channel, bookmark_id=made["id"], **edit)
        assert answer.get("error") == error
    gone = await box.api("bookmarks.remove", channel_id=channel, bookmark_id="Bk404")
    assert gone["error"] == "not_found"


async def test_direct_messages_need_the_messages_tab(open_box: Any, manifest: Any) -> None:
    manifest["features"]["app_home"]["messages_tab_enabled"] = False
    box = await open_box(manifest)
    answer = await box.api("chat.postMessage", channel=box.user("ada"), text="x")
    assert answer["error"] == "messages_tab_disabled"


async def test_a_workspace_may_keep_methods_for_its_admins(box: Any) -> None:
    channel = await box.room("room")
    await box.control("policy", restricted=["conversations.create", "pins.add"])
    assert (await box.api("conversations.create", name="other"))["error"] == "restricted_action"
    assert (await box.api("pins.add", channel=channel, timestamp="1.1"))["error"] == "restricted_action"
    await box.control("policy", restricted=[])
    assert (await box.api("conversations.create", name="other"))["ok"]
    status, answer = await box.tried("policy", restricted=["users.list"])
    assert (status, "users.list" in answer["error"]) == (400, False)
