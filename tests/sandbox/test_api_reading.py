"""How a request is read: verbs, bodies, tokens, kinds of values, and the warnings Slack adds."""

from typing import Any

import pytest

HEADERS = {"Authorization": "Bearer xoxb-local"}
UTF8 = {"Content-Type": "application/json; charset=utf-8"}


async def _sent(box: Any, verb: str, method: str, **options: Any) -> Any:
    async with box.session.request(verb, f"{box.running.api_url}{method}", **options) as response:
        assert response.status == 200
        return await response.json()


@pytest.mark.parametrize(
    ("method", "args", "error"),
    [
        ("users.lookupByEmail", {"email": "ada@example.com"}, "invalid_arguments"),
        ("users.info", {"user": "ada"}, "user_not_found"),
        ("conversations.info", {"channel": "general"}, "invalid_arguments"),
        ("conversations.replies", {"channel": "general", "ts": "1.1"}, "invalid_arguments"),
        ("conversations.members", {"channel": "general"}, "invalid_arguments"),
        ("files.getUploadURLExternal", {"filename": "a", "length": 1}, "invalid_arguments"),
    ],
)
async def test_json_is_not_read_where_slack_does_not(box: Any, method: str, args: Any, error: str) -> None:
    real = args | {"channel": box.channel("general")} if "channel" in args else args
    real |= {"user": box.user("ada")} if "user" in args else {}
    answer = await _sent(box, "POST", method, json=real, headers=HEADERS)
    assert answer["error"] == error
    form = {name: str(value) for name, value in real.items()}
    assert (await _sent(box, "POST", method, data=form, headers=HEADERS)).get("error") != error


async def test_what_changes_something_is_posted(box: Any) -> None:
    channel = await box.room("room")
    for method, args in (
        ("conversations.archive", {"channel": channel}), ("chat.postMessage", {"channel": channel, "text": "x"}),
        ("conversations.invite", {"channel": channel, "users": box.user("ada")}),
    ):  # fmt: skip
        answer = await _sent(box, "GET", method, params=args, headers=HEADERS)
        assert answer["error"] == "invalid_arguments"
        assert answer["response_metadata"]["messages"] == ["[ERROR] must be called with POST"]
    shown = await _sent(box, "GET", "conversations.info", params={"channel": channel}, headers=HEADERS)
    assert not shown["channel"]["is_archived"]


async def test_arguments_of_a_post_may_stand_in_the_query(box: Any) -> None:
    """So the Python SDK sends conversations.archive and others."""
    channel = await box.room("room")
    assert (await _sent(box, "POST", "conversations.archive", params={"channel": channel}, headers=HEADERS))["ok"]


async def test_a_token_is_read_from_the_header_and_from_a_form_alone(box: Any) -> None:
    token = {"token": "xoxb-local"}
    assert (await _sent(box, "POST", "auth.test", data=token))["ok"]
    for options in ({"json": token}, {"params": token}):
        assert (await _sent(box, "POST", "auth.test", **options))["error"] == "not_authed"
    assert (await _sent(box, "GET", "auth.test", params=token))["error"] == "not_authed"
    wrong = {"Authorization": "Basic xoxb-local"}
    assert (await _sent(box, "POST", "auth.test", headers=wrong))["error"] == "not_authed"


async def test_a_persons_token_is_known_where_the_manifest_has_user_scopes(open_box: Any, manifest: Any) -> None:
    box = await open_box(manifest)
    assert (await box.api("auth.test", token="xoxp-local"))["error"] == "invalid_auth"
    manifest["oauth_config"]["scopes"]["user"] = ["chat:write"]
    other = await open_box(manifest)
    assert (await other.api("auth.test", token="xoxp-local"))["error"] == "not_allowed_token_type"


async def test_slack_warns_of_charsets(box: Any) -> None:
    bare = await _sent(box, "POST", "auth.test", json={}, headers=HEADERS)
    assert (bare["ok"], bare["warning"]) == (True, "missing_charset")
    assert bare["response_metadata"] == {"warnings": ["missing_charset"]}
    assert "warning" not in await _sent(box, "POST", "auth.test", data=b"{}", headers=HEADERS | UTF8)
    kind = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
    form = await _sent(box, "POST", "auth.test", data=b"a=1", headers=HEADERS | kind)
    assert form["warning"] == "superfluous_charset"
    channel = await box.room("room")
    long = await _sent(
        box, "POST", "chat.postMessage", json={"channel": channel, "text": "x" * 40_001}, headers=HEADERS
    )
    assert long["response_metadata"]["warnings"] == ["message_truncated", "missing_charset"]


@pytest.mark.parametrize(
    ("method", "args", "at"),
    [
        ("chat.postMessage", {"text": 7}, "/text"),
        ("conversations.setTopic", {"topic": {"value": "x"}}, "/topic"),
        ("conversations.create", {"name": "a", "is_private": "perhaps"}, "/is_private"),
        ("conversations.invite", {"users": ["U1"]}, "/users"),
        ("conversations.list", {"limit": "many"}, "/limit"),
        ("conversations.history", {"limit": "1.5"}, "/limit"),
        ("pins.add", {"timestamp": 1.1}, "/timestamp"),
    ],
)
async def test_a_value_of_the_wrong_kind_is_pointed_at(box: Any, method: str, args: Any, at: str) -> None:
    channel = (
        {} if method in ("conversations.create", "conversations.list") else {"channel": await box.room("room")}
    )
    answer = await box.api(method, **channel, **args)
    assert answer["error"] == "invalid_arguments"
    assert any(each.endswith(f"[json-pointer:{at}]") for each in answer["response_metadata"]["messages"])


async def test_a_missing_argument_is_named_and_an_empty_topic_is_none(box: Any) -> None:
    channel = await box.room("room")
    missing = await box.api("conversations.setTopic", channel=channel)
    assert missing["response_metadata"]["messages"] == ["[ERROR] missing required field: topic"]
    assert (await box.api("conversations.setTopic", channel=channel, topic=""))["ok"]
    nothing = await box.api("chat.postMessage", text="x")
    assert nothing["response_metadata"]["messages"] == ["[ERROR] missing required field: channel"]


async def test_a_multipart_form_is_read_like_any_form(box: Any) -> None:
    channel = await box.room("room")
    body = b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
    sent = b"".join([body % (b"channel", channel.encode()), body % (b"text", b"parts"), b"--b--\r\n"])
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    assert (await _sent(box, "POST", "chat.postMessage", data=sent, headers=HEADERS | kind))["ok"]
    assert (await box.said(channel))[-1]["text"] == "parts"
