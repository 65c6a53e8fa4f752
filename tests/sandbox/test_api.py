"""Web API rules: tokens, scopes, membership, names, threads, marks, files."""

from typing import Any

import pytest


@pytest.mark.parametrize(
    ("method", "token", "error"),
    [
        ("auth.test", "", "not_authed"),
        ("auth.test", "xoxb-wrong", "invalid_auth"),
        ("auth.test", "xapp-local", "not_allowed_token_type"),
        ("apps.connections.open", "xoxb-local", "not_allowed_token_type"),
        ("no.such", "xoxb-local", "unknown_method"),
    ],
)
async def test_tokens_open_only_their_own_doors(box: Any, method: str, token: str, error: str) -> None:
    assert (await box.api(method, token=token))["error"] == error


async def test_auth_test_tells_the_bot_and_its_scopes(box: Any) -> None:
    response = await box.post("auth.test")
    body = await response.json()
    assert body["user_id"].startswith("U")
    assert body["bot_id"].startswith("B")
    assert "chat:write" in response.headers["x-oauth-scopes"].split(",")


async def test_a_scope_the_manifest_lacks_is_named(open_box: Any, manifest: Any) -> None:
    manifest["oauth_config"]["scopes"]["bot"] = ["chat:write", "groups:write"]
    box = await open_box(manifest)
    answer = await box.api("users.list")
    assert (answer["error"], answer["needed"], answer["provided"]) == (
        "missing_scope", "users:read", "chat:write,groups:write",
    )  # fmt: skip
    public = await box.api("conversations.create", name="a")
    assert (public["error"], public["needed"]) == ("missing_scope", "channels:manage")
    assert (await box.api("conversations.create", name="a", is_private=True))["ok"]


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("", "invalid_name_required"),
        ("a" * 81, "invalid_name_maxlength"),
        ("---", "invalid_name_punctuation"),
        ("Upper", "invalid_name_specials"),
        ("élan", "invalid_name_specials"),
        ("two words", "invalid_name_specials"),
        ("general", "name_taken"),
        ("old", "name_taken"),
    ],
)
async def test_channel_names_are_judged(box: Any, name: str, error: str) -> None:
    old = await box.room("old")
    await box.api("conversations.archive", channel=old)
    assert (await box.api("conversations.create", name=name))["error"] == error


async def test_only_the_bot_is_in_a_new_channel_and_may_leave_it_to_others(box: Any) -> None:
    channel = await box.room("room")
    assert (await box.api("conversations.members", channel=channel))["members"] == [box.bot]
    await box.control("people", name="eve", deleted=True)
    users = ",".join([box.user("ada"), box.user("eve"), box.bot, "U404", box.user("grace")])
    strict = await box.api("conversations.invite", channel=channel, users=users)
    assert strict["ok"] is False
    assert (await box.api("conversations.members", channel=channel))["members"] == [box.bot]
    forced = await box.api("conversations.invite", channel=channel, users=users, force=True)
    assert forced["ok"]
    assert [each["error"] for each in forced["errors"]] == ["cant_invite", "cant_invite_self", "user_not_found"]
    again = await box.api("conversations.invite", channel=channel, users=box.user("ada"))
    assert again["error"] == "already_in_channel"
    joins = [each for each in await box.said(channel) if each.get("subtype") == "channel_join"]
    assert [each.get("inviter") for each in joins] == [None, box.bot, box.bot]


async def test_posting_needs_membership_and_a_living_channel(box: Any) -> None:
    general = box.channel("general")
    assert (await box.api("chat.postMessage", channel=general, text="x"))["error"] == "not_in_channel"
    secret = await box.control("channels", name="secret", is_private=True, members=["ada"])
    assert (await box.api("chat.postMessage", channel=secret["id"], text="x"))["error"] == "channel_not_found"
    channel = await box.room("room")
    assert (await box.api("chat.postMessage", channel=channel, text=""))["error"] == "no_text"
    await box.api("conversations.archive", channel=channel)
    assert (await box.api("chat.postMessage", channel=channel, text="x"))["error"] == "is_archived"
    assert (await box.api("conversations.unarchive", channel=channel))["error"] == "not_in_channel"
    assert (await box.api("conversations.join", channel=channel))["error"] == "is_archived"
    assert (await box.api("conversations.archive", channel=channel))["error"] == "already_archived"


async def test_a_person_can_be_written_to_directly(box: Any) -> None:
    posted = await box.api("chat.postMessage", channel=box.user("ada"), text="psst")
    assert posted["channel"].startswith("D")
    assert [each["text"] for each in await box.said("@ada", "ada")] == ["psst"]
    opened = await box.api("conversations.open", users=box.user("ada"))
    assert opened["channel"]["id"] == posted["channel"]


async def test_history_leaves_replies_out_and_metadata_unless_asked(box: Any) -> None:
    channel = await box.room("room")
    metadata = {"event_type": "card", "event_payload": {"effect": "7"}}
    parent = await box.api("chat.postMessage", channel=channel, text="parent", metadata=metadata)
    for text, loud in (("quiet", False), ("loud", True)):
        await box.api("chat.postMessage", channel=channel, text=text, thread_ts=parent["ts"], reply_broadcast=loud)
    history = await box.api("conversations.history", channel=channel)
    assert [each["text"] for each in history["messages"]][:2] == ["loud", "parent"]
    assert history["messages"][1]["reply_count"] == 2
    assert "metadata" not in history["messages"][1]
    one = await box.api(
        "conversations.history", channel=channel, latest=parent["ts"], inclusive=True, limit=1,
        include_all_metadata=True,
    )  # fmt: skip
    assert one["messages"][0]["metadata"] == metadata
    replies = await box.api("conversations.replies", channel=channel, ts=parent["ts"])
    assert [each["text"] for each in replies["messages"]] == ["parent", "quiet", "loud"]


async def test_lists_come_in_pages(box: Any) -> None:
    for number in range(5):
        await box.room(f"room-{number}")
    names: list[str] = []
    cursor = ""
    while True:
        page = await box.api("conversations.list", limit=2, cursor=cursor)
        names += [each["name"] for each in page["channels"]]
        cursor = page["response_metadata"]["next_cursor"]
        if not cursor:
            break
    assert len(names) == len(set(names)) == 7
    mine = await box.api("users.conversations", exclude_archived=True)
    assert [each["name"] for each in mine["channels"]] == [f"room-{number}" for number in range(5)]
    assert (await box.api("conversations.list", cursor="nonsense"))["error"] == "invalid_cursor"


async def test_marks_are_made_once_and_taken_away_once(box: Any) -> None:
    channel = await box.room("room")
    ts = (await box.api("chat.postMessage", channel=channel, text="x"))["ts"]
    where = {"channel": channel, "timestamp": ts}
    steps = [
        ("reactions.add", {"name": "eyes"}, None), ("reactions.add", {"name": "eyes"}, "already_reacted"),
        ("reactions.remove", {"name": "eyes"}, None), ("reactions.remove", {"name": "eyes"}, "no_reaction"),
        ("pins.add", {}, None), ("pins.add", {}, "already_pinned"), ("pins.remove", {}, None),
        ("pins.remove", {}, "no_pin"),
    ]  # fmt: skip
    for method, args, error in steps:
        assert (await box.api(method, **where, **args)).get("error") == error, method
    assert (await box.api("pins.add", channel=channel, timestamp="1.1"))["error"] == "message_not_found"
    added = await box.api("bookmarks.add", channel_id=channel, title="b", type="link", link="https://x.example")
    assert (await box.api("bookmarks.list", channel_id=channel))["bookmarks"] == [added["bookmark"]]
    refused = await box.api("bookmarks.add", channel_id=channel, title="b", type="link", link="javascript:1")
    assert refused["error"] == "invalid_link"


async def test_a_link_to_a_message_opens_the_client_at_it(box: Any) -> None:
    channel = await box.room("room")
    ts = (await box.api("chat.postMessage", channel=channel, text="x"))["ts"]
    link = (await box.api("chat.getPermalink", channel=channel, message_ts=ts))["permalink"]
    assert link == f"{box.running.url}archives/{channel}/p{ts.replace('.', '')}"


async def test_a_file_is_uploaded_shared_read_and_deleted(box: Any) -> None:
    channel = await box.room("room")
    done = await box.client().files_upload_v2(
        filename="pm.md", content="# Post-mortem", channel=channel, initial_comment="Here", title="Post-mortem"
    )
    message = (await box.said(channel))[-1]
    file = message["files"][0]
    assert (message["text"], file["name"], file["title"]) == ("Here", "pm.md", "Post-mortem")
    assert file["id"] == done["file"]["id"]
    headers = {"Authorization": "Bearer xoxb-local"}
    async with box.session.get(file["url_private"], headers=headers) as response:
        assert await response.text() == "# Post-mortem"
    async with box.session.get(file["url_private"], allow_redirects=False) as response:
        assert response.status == 302
    async with box.session.get(f"{box.running.url}_client/file/{file['id']}") as response:
        assert await response.text() == "# Post-mortem"
    assert (await box.api("files.delete", file=file["id"]))["ok"]
    assert (await box.said(channel))[-1]["files"][0]["mode"] == "tombstone"
    missing = await box.api("files.completeUploadExternal", files=[{"id": "F404"}], channel_id=channel)
    assert missing["error"] == "file_not_found"


async def test_form_query_and_json_bodies_are_all_read(box: Any) -> None:
    channel = await box.room("room")
    client = box.client()
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "*b*"}}]
    await client.api_call(
        "chat.postMessage", data={"channel": channel, "text": "f", "blocks": str(blocks).replace("'", '"')}
    )
    await client.api_call("chat.postMessage", json={"channel": channel, "text": "j", "blocks": blocks})
    shown = await client.api_call("conversations.info", http_verb="GET", params={"channel": channel})
    assert shown["channel"]["id"] == channel
    assert [each["blocks"][0]["type"] for each in (await box.said(channel))[-2:]] == ["section", "section"]
