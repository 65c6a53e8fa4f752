"""Who may be asked in and written to: guests, the deactivated, people of another workspace, groups of people."""

from typing import Any

import pytest


async def test_guests_are_not_brought_in_by_an_app(box: Any) -> None:
    channel, home = await box.room("room"), await box.room("home")
    await box.control("people", name="gil", guest=True)
    await box.control("people", name="uma")
    await box.control("join", user="uma", channel=home)
    await box.control("people", name="uma", single_channel=True)
    for name, error in (("gil", "user_is_restricted"), ("uma", "ura_max_channels")):
        answer = await box.api("conversations.invite", channel=channel, users=box.user(name))
        assert (answer["ok"], answer["error"]) == (False, error)
        assert answer["errors"] == [{"user": box.user(name), "ok": False, "error": error}]
    shown = (await box.api("users.info", user=box.user("uma")))["user"]
    assert (shown["is_restricted"], shown["is_ultra_restricted"]) == (True, True)


async def test_somebody_of_another_workspace_makes_a_channel_shared(box: Any) -> None:
    channel = await box.room("room")
    await box.control("people", name="sam", team="T0ELSEWHERE")
    assert (await box.api("conversations.invite", channel=channel, users=box.user("sam")))[
        "error"
    ] == "cant_invite"
    before = (await box.api("conversations.info", channel=channel))["channel"]
    await box.control("join", user="sam", channel=channel)
    after = (await box.api("conversations.info", channel=channel))["channel"]
    assert (before["is_ext_shared"], after["is_ext_shared"]) == (False, True)
    assert after["shared_team_ids"][1:] == ["T0ELSEWHERE"]
    shown = (await box.api("users.info", user=box.user("sam")))["user"]
    assert (shown["team_id"], shown["is_stranger"]) == ("T0ELSEWHERE", True)
    assert (await box.api("users.lookupByEmail", email="sam@example.com"))["error"] == "users_not_found"
    assert (await box.api("conversations.open", users=box.user("sam")))["error"] == "user_not_visible"
    assert (await box.api("chat.postMessage", channel=box.user("sam"), text="x"))["error"] == "channel_not_found"


async def test_the_deactivated_are_neither_found_nor_written_to(box: Any) -> None:
    await box.control("people", name="eve", deleted=True)
    eve = box.user("eve")
    assert (await box.api("users.lookupByEmail", email="eve@example.com"))["error"] == "users_not_found"
    assert (await box.api("conversations.open", users=eve))["error"] == "user_disabled"
    assert (await box.api("chat.postMessage", channel=eve, text="x"))["error"] == "channel_not_found"
    assert "real_name" not in (await box.api("users.info", user=eve))["user"]


async def test_several_people_are_written_to_as_a_group(open_box: Any, manifest: Any) -> None:
    manifest["oauth_config"]["scopes"]["bot"] += ["mpim:write", "mpim:read", "mpim:history"]
    manifest["settings"]["event_subscriptions"]["bot_events"] += ["message.mpim"]
    box = await open_box(manifest, rate_limits=False)
    app, heard = await box.bolt(), []

    @app.event("message")
    async def listen(event: Any) -> None:
        heard.append(event)

    users = f"{box.user('grace')},{box.user('ada')}"
    opened = await box.api("conversations.open", users=users, return_im=True)
    channel = opened["channel"]
    assert (channel["id"][0], channel["name"], channel["is_mpim"]) == ("C", "mpdm-ada--grace--tester-1", True)
    assert (await box.api("conversations.open", users=users))["already_open"]
    listed = await box.api("conversations.list", types="mpim")
    assert [each["id"] for each in listed["channels"]] == [channel["id"]]
    await box.control("message", user="ada", channel=channel["id"], text="just us")
    assert (await box.api("chat.postMessage", channel=channel["id"], text="and me"))["ok"]
    for method in ("conversations.archive", "conversations.rename", "conversations.leave", "conversations.kick"):
        answer = await box.api(method, channel=channel["id"], name="x", user=box.user("ada"))
        assert answer["error"] == "method_not_supported_for_channel_type"
    for _ in range(100):
        if heard:
            break
        await box.look("state")
    assert (heard[0]["channel_type"], heard[0]["text"]) == ("mpim", "just us")


@pytest.mark.parametrize(
    ("users", "error"),
    [
        ("", "users_list_not_supplied"), ("U404", "user_not_found"), ("<bot>", "invalid_user_combination"),
        ("<all>,U1", "user_not_found"), ("<nine>", "too_many_users"),
    ],
)  # fmt: skip
async def test_a_talk_needs_people_who_can_be_there(box: Any, users: str, error: str) -> None:
    await box.control("people", name="nina")
    everybody = [user.id for user in box.running.workspace.users.values() if not user.is_bot]
    assert len(everybody) == 9
    words = users.replace("<bot>", box.bot).replace("<all>", everybody[0]).replace("<nine>", ",".join(everybody))
    assert (await box.api("conversations.open", users=words))["error"] == error


async def test_a_user_group_is_made_filled_and_switched_off(open_box: Any, manifest: Any) -> None:
    manifest["oauth_config"]["scopes"]["bot"] += ["usergroups:write"]
    box = await open_box(manifest, rate_limits=False)
    made = (await box.api("usergroups.create", name="On call", handle="oncall"))["usergroup"]
    assert (made["handle"], made["users"], made["created_by"]) == ("oncall", [], box.bot)
    group = made["id"]
    steps = [
        ("usergroups.create", {"name": "Other", "handle": "oncall"}, "handle_already_exists"),
        ("usergroups.create", {"name": "On call", "handle": "other"}, "name_already_exists"),
        ("usergroups.create", {"name": "Third", "handle": "Not a handle"}, "bad_handle"),
        ("usergroups.create", {}, "missing_subteam_name"),
        ("usergroups.users.update", {"usergroup": group, "users": ""}, "no_users_provided"),
        ("usergroups.users.update", {"usergroup": group, "users": f"{box.user('ada')},U404"}, "invalid_users"),
        ("usergroups.users.update", {"usergroup": group, "users": box.user("ada")}, None),
        ("usergroups.update", {"usergroup": group, "description": "at night"}, None),
        ("usergroups.disable", {"usergroup": group}, None),
        ("usergroups.users.list", {"usergroup": group}, "no_such_subteam"),
        ("usergroups.enable", {"usergroup": "S404"}, "no_such_subteam"),
        ("usergroups.enable", {"usergroup": group}, None),
    ]  # fmt: skip
    for method, args, error in steps:
        assert (await box.api(method, **args)).get("error") == error, (method, args)
    listed = await box.api("usergroups.list", include_users=True, include_count=True)
    [shown] = listed["usergroups"]
    assert (shown["users"], shown["user_count"], shown["description"]) == ([box.user("ada")], 1, "at night")


async def test_a_profile_shows_more_than_a_name(open_box: Any, manifest: Any) -> None:
    manifest["oauth_config"]["scopes"]["bot"] += ["users.profile:read"]
    box = await open_box(manifest)
    profile = (await box.api("users.profile.get", user=box.user("ada")))["profile"]
    assert (profile["first_name"], profile["last_name"]) == ("Ada", "Lovelace")
    assert profile["email"] == "ada@example.com"


async def test_a_big_workspace_has_distinct_people_and_channels(open_box: Any) -> None:
    box = await open_box(people=200, channels=500, rate_limits=False)
    assert (await box.api("users.list"))["error"] == "limit_required"
    people = await _pages(box, "users.list", "members", limit=90)
    assert len({each["name"] for each in people}) == 201  # and the bot
    assert len({each["real_name"] for each in people}) == 201
    channels = await _pages(box, "conversations.list", "channels", limit=200)
    assert len({each["name"] for each in channels}) == 500
    assert all(each["num_members"] > 20 for each in channels)


async def _pages(box: Any, method: str, key: str, **args: Any) -> list[Any]:
    found, cursor = [], ""
    while True:
        answer = await box.api(method, cursor=cursor, **args)
        found += answer[key]
        cursor = answer["response_metadata"]["next_cursor"]
        if not cursor:
            return found


async def test_a_guest_sees_and_enters_only_what_they_were_invited_to(box: Any) -> None:
    channel = (await box.control("channels", name="elsewhere", creator="ada"))["id"]
    await box.control("people", name="eve", guest=True)
    for act, more in (
        ("message", {"text": "x"}),
        ("command", {"command": "/plain"}),
        ("join", {}),
        ("join", {"by": "grace"}),
    ):
        assert (await box.tried(act, user="eve", channel=channel, **more))[0] in (400, 404), act
    await box.control("join", user="eve", channel=channel, by="ada")
    assert (await box.control("message", user="eve", channel=channel, text="x"))["ts"]
