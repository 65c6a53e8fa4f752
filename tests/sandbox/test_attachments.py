"""Secondary attachments: legacy fields, blocks inside, and how many."""

from typing import Any

import pytest

from sandbox.blockkit import validate
from tests.sandbox.conftest import Box
from tests.sandbox.samples import BUTTON, CONTAINER, DATA_TABLE, MRKDWN, RICH, SECTION, TABLE, cell, rich

Json = dict[str, Any]
TEXT = {"text": "x", "fallback": "x"}
FIELD = {"title": "x", "value": "x"}
PRESS = {"type": "button", "name": "n", "text": "x"}
GOOD: list[Json] = [
    TEXT | {"color": "good", "mrkdwn_in": ["text", "pretext", "fields"]},
    {
        "fallback": "x", "color": "#36a64f", "pretext": "x", "author_name": "x", "author_link": "https://x.example",
        "author_icon": "https://x.example/i.png", "title": "x", "title_link": "https://x.example",
        "footer": "x" * 300, "footer_icon": "https://x.example/i.png", "thumb_url": "https://x.example/t.png",
        "ts": 1_700_000_000, "fields": [{"title": "x", "value": "", "short": True}],
    },
    {"blocks": [SECTION, TABLE], "color": "#abc"},
    TEXT | {
        "callback_id": "c", "attachment_type": "default",
        "actions": [
            PRESS | {"style": "danger", "value": "v", "confirm": {"text": "Sure?"}},
            {"type": "button", "text": "x", "url": "https://x.example"},
            {"type": "select", "name": "n", "text": "x", "options": [{"text": "x", "value": "x"}]},
        ],
    },
]  # fmt: skip
COLOR = "input must match regex pattern: ^(good|warning|danger|#([0-9A-Fa-f]{3}){1,2})$"
MISTAKES: list[tuple[Any, str, str]] = [
    ("x", "must provide an object", ""),
    ({"color": "good"}, "missing required field: fallback or text", ""),
    ({"title": "x"}, "missing required field: fallback or text", ""),
    ({"blocks": []}, "missing required field: fallback or text", ""),
    (TEXT | {"colour": "red"}, "invalid additional property: colour", ""),
    (TEXT | {"color": "red"}, COLOR, "/color"),
    (TEXT | {"color": 0}, "must provide a string", "/color"),
    (TEXT | {"fields": {"title": "x"}}, "must provide an array", "/fields"),
    (TEXT | {"fields": [{"title": "x"}]}, "missing required field: value", "/fields/0"),
    (TEXT | {"fields": [FIELD | {"short": "true"}]}, "must be a boolean", "/fields/0/short"),
    (TEXT | {"image_url": "x.png"}, "invalid url", "/image_url"),
    (TEXT | {"footer": "x" * 301}, "must be less than 301 characters", "/footer"),
    (TEXT | {"mrkdwn_in": ["title"]}, "must be a valid enum value", "/mrkdwn_in/0"),
    (TEXT | {"ts": "today"}, "must provide a number", "/ts"),
    (TEXT | {"actions": [PRESS]}, "missing required field: callback_id", ""),
    (TEXT | {"callback_id": "c", "actions": [PRESS] * 6}, "no more than 5 items allowed", "/actions"),
    (TEXT | {"callback_id": "c", "actions": [BUTTON]}, "must provide a string", "/actions/0/text"),
    (TEXT | {"callback_id": "c", "actions": [{"type": "menu"}]}, "unsupported type: menu", "/actions/0/type"),
    ({"blocks": SECTION}, "must provide an array", "/blocks"),
    ({"blocks": [SECTION] * 51}, "no more than 50 items allowed", "/blocks"),
    ({"blocks": [SECTION, {"type": "header"}]}, "missing required field: text", "/blocks/1"),
    ({"blocks": [{"type": "alert", "text": MRKDWN}]}, "unsupported type: alert", "/blocks/0/type"),
    ({"blocks": [SECTION | {"block_id": "b"}] * 2}, '`block_id` "b" already exists', "/blocks/1/block_id"),
]  # fmt: skip


@pytest.mark.parametrize("attachment", GOOD)
def test_a_good_attachment_is_taken(attachment: Json) -> None:
    assert validate.attachment_problems([attachment]) == []


@pytest.mark.parametrize(("attachment", "sentence", "at"), MISTAKES)
def test_a_mistake_in_an_attachment_is_refused_where_it_stands(attachment: Any, sentence: str, at: str) -> None:
    problems = validate.attachment_problems([TEXT, attachment])
    assert f"{sentence} [json-pointer:/attachments/1{at}]" in problems, problems


async def test_attachments_are_refused_over_the_wire(box: Box) -> None:
    channel = await box.room("room")
    bad = [{"blocks": [SECTION, {"type": "header", "text": MRKDWN}]}]
    answer = await box.api("chat.postMessage", channel=channel, attachments=bad)
    assert (answer["error"], answer["response_metadata"]["messages"]) == (
        "invalid_attachments",
        ["[ERROR] unsupported type: mrkdwn [json-pointer:/attachments/0/blocks/1/text/type]"],
    )
    for attachments, code in (
        ([TEXT] * 101, "too_many_attachments"),
        (TEXT, "invalid_attachments"),
        ("no json", "invalid_attachments"),
        ([], "no_text"),
    ):
        answer = await box.api("chat.postMessage", channel=channel, attachments=attachments)
        assert answer["error"] == code
    assert (await box.api("chat.postMessage", channel=channel, attachments=[TEXT] * 100))["ok"]


async def test_a_message_takes_one_table_wherever_it_stands(box: Box) -> None:
    channel = await box.room("room")
    assert (await box.api("chat.postMessage", channel=channel, text="t", blocks=[TABLE]))["ok"]
    nested = CONTAINER | {"child_blocks": [TABLE]}
    for blocks, attachments in (
        ([TABLE, DATA_TABLE], []),
        ([nested, TABLE], []),
        ([TABLE], [{"blocks": [TABLE | {"rows": [[cell("x")]]}]}]),
    ):
        answer = await box.api(
            "chat.postMessage", channel=channel, text="t", blocks=blocks, attachments=attachments
        )
        assert answer["error"] == "invalid_attachments"
        assert answer["response_metadata"]["messages"] == ["[ERROR] only_one_table_allowed"]


@pytest.mark.parametrize(
    "attachment",
    [
        TEXT | {"pretext": "<!channel> down"},
        TEXT | {"fields": [{"title": "x", "value": "<!here>"}]},
        {"blocks": [rich({"type": "broadcast", "range": "everyone"})]},
        {"blocks": [{"type": "markdown", "text": "<!here|here>"}]},
        {"blocks": [{"type": "section", "fields": [{"type": "mrkdwn", "text": "<!everyone>"}]}]},
    ],
)
async def test_a_broadcast_in_an_attachment_is_live(box: Box, attachment: Json) -> None:
    channel = await box.room("room")
    assert (await box.api("chat.postMessage", channel=channel, attachments=[attachment]))["ok"]
    await box.control("policy", broadcasts="refused")
    refused = await box.api("chat.postMessage", channel=channel, attachments=[attachment])
    assert refused["error"] == "restricted_action"
    assert (await box.api("chat.postMessage", channel=channel, attachments=[{"blocks": [RICH]}]))["ok"]
