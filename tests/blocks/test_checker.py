"""The checker itself can say no: each limit is broken once."""

from typing import Any

import pytest

from tests.blocks import limits

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def section(text: str) -> Json:
    return {"type": "section", "text": mrkdwn(text)}


def button(action_id: str = "a", **changed: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": plain("x"), "value": "v", **changed}


def actions(*elements: Json, **changed: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **changed}


def select(**options: Any) -> Json:
    return {
        "type": "input",
        "label": plain("x"),
        "element": {"type": "static_select", "action_id": "a", **options},
    }


def option(text: str = "x", value: str = "v") -> Json:
    return {"text": plain(text), "value": value}


GOOD = [
    {"type": "header", "text": plain("x" * 150)},
    section("<@U1> in <#C1>, <!date^1^{time}|then>: R&amp;D &lt;!channel&gt;"),
    actions(button("a"), button("b"), block_id="1"),
    select(options=[option()] * 100),
]
BAD: dict[str, Json] = {
    "header too long": {"type": "header", "text": plain("x" * 151)},
    "header in mrkdwn": {"type": "header", "text": mrkdwn("x")},
    "empty section": section(""),
    "no section": {"type": "section"},
    "section too long": section("x" * 3001),
    "field too long": {"type": "section", "fields": [mrkdwn("x" * 2001)]},
    "too many fields": {"type": "section", "fields": [mrkdwn("x")] * 11},
    "live broadcast": section("<!channel>"),
    "live mention of a name": section("<@ada>"),
    "a link of a stranger": section("<https://evil.example|here>"),
    "bare ampersand": section("R&D"),
    "broken entity": section("R&am…"),
    "in a field": {"type": "section", "fields": [mrkdwn("<!here>")]},
    "in a context": {"type": "context", "elements": [mrkdwn("<!here>")]},
    "context too long": {"type": "context", "elements": [mrkdwn("x" * 2001)]},
    "too many elements": {"type": "context", "elements": [mrkdwn("x")] * 11},
    "no buttons": actions(),
    "too many buttons": actions(*(button(str(n)) for n in range(26))),
    "one action twice": actions(button("a"), button("a")),
    "button too long": actions(button(text=plain("x" * 76))),
    "button in mrkdwn": actions(button(text=mrkdwn("x"))),
    "value too long": actions(button(value="x" * 2001)),
    "id too long": actions(button("x" * 256)),
    "too many options": select(options=[option()] * 101),
    "option too long": select(options=[option("x" * 76)]),
    "option's value too long": select(options=[option(value="x" * 76)]),
    "no options": select(options=[]),
    "neither options nor groups": select(),
    "a group too large": select(option_groups=[{"label": plain("x"), "options": [option()] * 101}]),
    "a group's label too long": select(option_groups=[{"label": plain("x" * 76), "options": [option()]}]),
    "unknown type": {"type": "marquee"},
    "markdown too long": {"type": "markdown", "text": "x" * 12_001},
}


def test_what_is_right_passes():
    assert limits.message({"text": "x", "blocks": GOOD}) == []


@pytest.mark.parametrize("name", BAD)
def test_what_slack_refuses_is_found_in_a_message(name):
    assert limits.message({"text": "x", "blocks": [BAD[name]]})


@pytest.mark.parametrize(
    "payload",
    [
        {"text": ""},
        {"text": "x" * 4001},
        {"text": "<!channel>"},
        {"text": "x", "blocks": []},
        {"text": "x", "blocks": [section("x")] * 51},
        {"text": "x", "blocks": [section("x" * 2990)] * 4},
        {"text": "x", "blocks": [actions(button(), block_id="1"), actions(button(), block_id="1")]},
    ],
)
def test_what_slack_refuses_of_a_whole_message_is_found(payload):
    assert limits.message(payload)


@pytest.mark.parametrize(
    "changed",
    [
        {"title": plain("x" * 25)},
        {"submit": None},
        {"submit": plain("x" * 25)},
        {"title": mrkdwn("x")},
        {"private_metadata": "x" * 3001},
        {"callback_id": ""},
        {"blocks": []},
        {"blocks": [select(options=[option("x" * 76)])]},
        {"blocks": [select(options=[option()])] * 101},
    ],
)
def test_what_slack_refuses_of_a_form_is_found(changed):
    good = {
        "type": "modal",
        "callback_id": "f",
        "title": plain("x"),
        "submit": plain("x"),
        "blocks": [select(options=[option()])],
    }
    assert limits.view(good) == []
    assert limits.view({**good, **changed})
