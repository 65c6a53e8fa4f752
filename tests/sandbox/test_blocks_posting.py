"""Deliberate mistakes in the other arguments of everything that posts."""

from typing import Any

import pytest

from tests.sandbox.conftest import Box, Open
from tests.sandbox.samples import SECTION, rich

Json = dict[str, Any]
TEXT = {"text": "t"}
MISTAKES: list[tuple[Json, str]] = [
    ({}, "no_text"),
    ({"text": ""}, "no_text"),
    ({"text": " \n"}, "no_text"),
    ({"text": None}, "no_text"),
    ({"blocks": []}, "no_text"),
    ({"blocks": {}}, "invalid_blocks_format"),
    ({"blocks": "no json"}, "invalid_blocks_format"),
    ({"blocks": '"words"'}, "invalid_blocks_format"),
    ({"blocks": '[{"type": "banner"}]'}, "invalid_blocks"),
    ({"blocks": [SECTION] * 51}, "invalid_blocks"),
    ({"text": {"type": "mrkdwn", "text": "t"}}, "invalid_arguments"),
    ({"text": 5}, "invalid_arguments"),
    (TEXT | {"unfurl_links": "yes"}, "invalid_arguments"),
    (TEXT | {"unfurl_media": 2}, "invalid_arguments"),
    (TEXT | {"mrkdwn": []}, "invalid_arguments"),
    (TEXT | {"link_names": {}}, "invalid_arguments"),
    (TEXT | {"parse": "some"}, "invalid_arguments"),
    (TEXT | {"thread_ts": 1700000000.0001}, "invalid_arguments"),
    (TEXT | {"as_user": True}, "as_user_not_supported"),
    (TEXT | {"username": "Ada"}, "missing_scope"),
    (TEXT | {"icon_emoji": ":wave:"}, "missing_scope"),
    (TEXT | {"icon_url": "https://x.example/i.png"}, "missing_scope"),
    ({"icon_url": "i.png", "text": "t"}, "invalid_arguments"),
    (TEXT | {"markdown_text": "# Hi"}, "markdown_text_conflict"),
    ({"blocks": [SECTION], "markdown_text": "# Hi"}, "markdown_text_conflict"),
    ({"markdown_text": 5}, "invalid_arguments"),
]


@pytest.mark.parametrize(("arguments", "code"), MISTAKES)
async def test_a_mistake_is_refused_by_all_that_post(box: Box, arguments: Json, code: str) -> None:
    channel = await box.room("room", "ada")
    ts = (await box.api("chat.postMessage", channel=channel, text="first"))["ts"]
    for method, where in (
        ("chat.postMessage", {}),
        ("chat.update", {"ts": ts}),
        ("chat.postEphemeral", {"user": box.user("ada")}),
    ):
        answer = await box.api(method, channel=channel, **where, **arguments)
        assert (answer["ok"], answer.get("error")) == (False, code), method
    assert [each["text"] for each in await box.said(channel)][-1] == "first"


async def test_sound_arguments_are_taken_as_json_and_as_words(box: Box) -> None:
    channel = await box.room("room")
    for given in (True, False, 1, 0, "true", "false", "1", "0"):
        answer = await box.api("chat.postMessage", channel=channel, text="t", unfurl_links=given, mrkdwn=given)
        assert answer["ok"]
    assert (await box.api("chat.postMessage", channel=channel, text="t", as_user=False, parse="none"))["ok"]


async def test_another_name_needs_a_scope_of_its_own(open_box: Open, manifest: Json) -> None:
    box = await open_box(manifest, rate_limits=False)
    channel = await box.room("room")
    answer = await box.api("chat.postMessage", channel=channel, text="t", username="Ada")
    assert answer["needed"] == "chat:write.customize"
    assert "chat:write" in answer["provided"].split(",")
    manifest["oauth_config"]["scopes"]["bot"].append("chat:write.customize")
    customizing = await open_box(manifest, rate_limits=False)
    channel = await customizing.room("room")
    assert (await customizing.api("chat.postMessage", channel=channel, text="t", username="Ada"))["ok"]


async def test_markdown_text_has_a_limit_of_its_own(box: Box) -> None:
    channel = await box.room("room")
    posted = await box.api("chat.postMessage", channel=channel, markdown_text="x" * 11_980)
    assert posted["ok"]
    long = await box.api("chat.postMessage", channel=channel, markdown_text="x" * 12_001)
    assert long["error"] == "msg_blocks_too_long"
    ts = posted["ts"]
    assert (await box.api("chat.update", channel=channel, ts=ts, markdown_text="x" * 5000))["ok"]
    long = await box.api("chat.update", channel=channel, ts=ts, markdown_text="x" * 12_001)
    assert long["error"] == "msg_too_long"


async def test_a_name_alone_pings_where_names_are_looked_up(box: Box) -> None:
    channel = await box.room("room")
    await box.control("policy", broadcasts="refused")
    for more in ({"link_names": True}, {"parse": "full"}):
        answer = await box.api("chat.postMessage", channel=channel, text="@channel down", **more)
        assert answer["error"] == "restricted_action"
        assert (await box.api("chat.postMessage", channel=channel, text="ops@here.example", **more))["ok"]
    assert (await box.api("chat.postMessage", channel=channel, text="@channel down"))["ok"]
    live = [rich({"type": "broadcast", "range": "channel"})]
    answer = await box.api("chat.postMessage", channel=channel, text="t", blocks=live)
    assert answer["error"] == "restricted_action"
