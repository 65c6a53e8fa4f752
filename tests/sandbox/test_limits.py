"""Slack's limits on messages and views, one row a case."""

from typing import Any

import pytest

from sandbox.blockkit import validate


def plain(length: int) -> dict[str, Any]:
    return {"type": "plain_text", "text": "x" * length}


def mrkdwn(length: int) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": "x" * length}


def option(value: str = "v", text: int = 1) -> dict[str, Any]:
    return {"text": plain(text), "value": value}


def button(**more: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain(1), **more}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def accessory(element: dict[str, Any]) -> dict[str, Any]:
    return {"type": "section", "text": mrkdwn(1), "accessory": element}


def select(**fields: Any) -> dict[str, Any]:
    return accessory({"type": "static_select", **fields})


SECTION = {"type": "section", "text": mrkdwn(1)}
SOUND = [
    SECTION | {"text": mrkdwn(3000)},
    {"type": "section", "fields": [mrkdwn(2000)] * 10},
    {"type": "header", "text": plain(150)},
    {"type": "divider"},
    {"type": "context", "elements": [mrkdwn(1)] * 10},
    actions(*[button(action_id=str(number)) for number in range(25)]),
    select(options=[option(str(number)) for number in range(100)]),
    accessory({"type": "overflow", "options": [option(str(number)) for number in range(5)]}),
    {"type": "image", "image_url": "https://x.example/a.png", "alt_text": "a"},
    {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "x"}]}],
    },
    {"type": "markdown", "text": "# Hi"},
]
REFUSED: list[tuple[dict[str, Any], str]] = [
    (SECTION | {"text": mrkdwn(3001)}, "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
    (SECTION | {"text": mrkdwn(0)}, "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
    ({"type": "section"}, "missing required field: text or fields"),
    ({"type": "section", "fields": [mrkdwn(2001)]}, "/blocks/0/fields/0/text"),
    ({"type": "section", "fields": [mrkdwn(1)] * 11}, "no more than 10 items allowed [json-pointer:/blocks/0/f"),
    (SECTION | {"colour": "red"}, "invalid additional property: colour [json-pointer:/blocks/0]"),
    ({"type": "header", "text": plain(151)}, "must be less than 151 characters"),
    ({"type": "header", "text": mrkdwn(1)}, "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]"),
    ({"type": "banner"}, "unsupported type: banner [json-pointer:/blocks/0/type]"),
    ({"text": "no type"}, "missing required field: type"),
    ({"type": "context", "elements": [mrkdwn(1)] * 11}, "no more than 10 items allowed"),
    ({"type": "context", "elements": []}, "must provide at least 1 items"),
    (actions(*[button(action_id=str(number)) for number in range(26)]), "no more than 25 items allowed"),
    (actions(button(action_id="a"), button(action_id="a")), '"a" already exists [json-pointer:/blocks/0/elem'),
    (actions(button(text=plain(76))), "must be less than 76 characters"),
    (actions(button(value="x" * 2001)), "must be less than 2001 characters"),
    (actions(button(style="blue")), "must be a valid enum value [json-pointer:/blocks/0/elements/0/style]"),
    (actions(button(text=mrkdwn(1))), "unsupported type: mrkdwn"),
    (actions({"type": "plain_text_input"}), "unsupported type: plain_text_input"),
    (select(options=[option(str(n)) for n in range(101)]), "no more than 100 items allowed"),
    (select(options=[option(text=76)]), "must be less than 76 characters"),
    (select(options=[option("x" * 151)]), "must be less than 151 characters"),
    (select(options=[]), "must provide at least 1 items"),
    (select(), "missing required field: options"),
    (select(options=[option("a")], initial_option=option("b")), "initial option was not found"),
    (accessory({"type": "overflow", "options": [option(str(n)) for n in range(6)]}), "no more than 5 items"),
    (SECTION | {"block_id": "x" * 256}, "must be less than 256 characters"),
]  # fmt: skip


@pytest.mark.parametrize("block", SOUND, ids=lambda block: block["type"])
def test_a_block_at_the_limit_is_sound(block: dict[str, Any]) -> None:
    assert validate.message_problems([block]) == []


@pytest.mark.parametrize(("block", "sentence"), REFUSED, ids=[sentence[:50] for _, sentence in REFUSED])
def test_a_block_over_the_limit_is_refused_where_it_is_wrong(block: dict[str, Any], sentence: str) -> None:
    problems = validate.message_problems([block])
    assert any(sentence in problem for problem in problems), problems


def test_a_message_takes_fifty_blocks_with_different_ids() -> None:
    assert validate.message_problems([SECTION] * 50) == []
    assert validate.message_problems([SECTION] * 51) == ["no more than 50 items allowed [json-pointer:/blocks]"]
    assert "already exists" in validate.message_problems([SECTION | {"block_id": "a"}] * 2)[0]


def test_two_blocks_may_share_an_action_id() -> None:
    assert validate.message_problems([actions(button(action_id="a")), actions(button(action_id="a"))]) == []


def modal(**fields: Any) -> dict[str, Any]:
    return {"type": "modal", "title": plain(24), "blocks": [SECTION], **fields}


INPUT = {"type": "input", "label": plain(1), "element": {"type": "plain_text_input"}}


@pytest.mark.parametrize(
    ("view", "sentence"),
    [
        (modal(title=plain(25)), "must be less than 25 characters [json-pointer:/view/title/text]"),
        (
            modal(blocks=[SECTION, INPUT]),
            "must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/1/input]",
        ),
        (modal(blocks=[SECTION] * 101), "no more than 100 items allowed"),
        (modal(blocks=[]), "must provide at least 1 items"),
        (modal(private_metadata="x" * 3001), "must be less than 3001 characters"),
        (modal(blocks=[{"type": "markdown", "text": "x"}]), "unsupported type: markdown"),
        ({"type": "home", "blocks": [SECTION]}, "must be a modal view"),
        ({"type": "modal", "blocks": [SECTION]}, "missing required field: title"),
        (None, "must provide an object [json-pointer:/view]"),
        ({"title": plain(1)}, "missing required field: type [json-pointer:/view]"),
    ],
)
def test_a_view_over_the_limit_is_refused(view: Any, sentence: str) -> None:
    problems = validate.view_problems(view)
    assert any(sentence in problem for problem in problems), problems


def test_a_modal_with_input_and_submit_is_sound() -> None:
    assert validate.view_problems(modal(blocks=[INPUT], submit=plain(24))) == []


def recorded(*sentences: str) -> dict[str, Any]:
    return {"ok": False, "error": "invalid_blocks", "errors": [*sentences], "messages": marked(*sentences)}


def marked(*sentences: str) -> list[str]:
    return [f"[ERROR] {sentence}" for sentence in sentences]


def refusal(answer: dict[str, Any]) -> dict[str, Any]:
    """All of an answer but its warnings, which are another matter."""
    told = {key: value for key, value in answer.items() if key not in ("warning", "response_metadata")}
    return told | {"messages": answer["response_metadata"]["messages"]}


async def test_the_refusal_has_slacks_shape(box: Any) -> None:
    channel = await box.room("room")
    answer = await box.api(
        "chat.postMessage", channel=channel, text="t", blocks=[{"type": "header", "text": plain(151)}]
    )
    assert refusal(answer) == recorded("must be less than 151 characters [json-pointer:/blocks/0/text/text]")
    trigger = box.running.world.triggers.trigger(box.user("ada"))
    answer = await box.api("views.open", trigger_id=trigger, view=modal(title=plain(25)))
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"][0].startswith("[ERROR] must be less than 25 characters")
    assert (await box.api("views.open", trigger_id=trigger, view=modal()))[
        "ok"
    ]  # a refused view spends no trigger


async def test_texts_are_cut_or_refused(box: Any) -> None:
    channel = await box.room("room")
    long = await box.api("chat.postMessage", channel=channel, text="x" * 40_001)
    assert len(long["message"]["text"]) == 40_000
    assert "message_truncated" in long["warning"]
    update = await box.api("chat.update", channel=channel, ts=long["ts"], text="x" * 4001)
    assert update["error"] == "msg_too_long"
    much = await box.api(
        "chat.postMessage", channel=channel, text="t", blocks=[SECTION | {"text": mrkdwn(2400)}] * 5
    )
    assert much["error"] == "msg_blocks_too_long"
    for topic in ("x" * 251, "🔥" * 126):  # an emoji counts as two, the strictest way to count
        assert (await box.api("conversations.setTopic", channel=channel, topic=topic))["error"] == "too_long"


async def test_where_broadcasts_are_refused_only_live_ones_are(box: Any) -> None:
    channel = await box.room("room")
    await box.control("policy", broadcasts="refused")
    live = [SECTION | {"text": {"type": "mrkdwn", "text": "<!here> down"}}]
    dead = [{"type": "header", "text": {"type": "plain_text", "text": "<!channel> down"}}]
    for args in ({"text": "<!channel> down"}, {"text": "t", "blocks": live}):
        assert (await box.api("chat.postMessage", channel=channel, **args))["error"] == "restricted_action"
    for text in ("@channel down", "&lt;!channel&gt; down"):
        assert (await box.api("chat.postMessage", channel=channel, text=text, blocks=dead))["ok"]


async def test_refusals_are_those_that_others_have_recorded(box: Any) -> None:
    channel = await box.room("room")
    long = [SECTION | {"text": mrkdwn(3001)}]
    answer = await box.api("chat.postMessage", channel=channel, text="t", blocks=long)
    assert refusal(answer) == recorded(
        "failed to match all allowed schemas [json-pointer:/blocks/0/text]",
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    )
    many = await box.api("chat.postMessage", channel=channel, text="t", blocks=[SECTION] * 51)
    assert refusal(many) == recorded("no more than 50 items allowed [json-pointer:/blocks]")
    menu = {"type": "static_select", "options": [option(str(number)) for number in range(101)]}
    view = modal(blocks=[INPUT | {"element": menu}], submit=plain(1))
    trigger = box.running.world.triggers.trigger(box.user("ada"))
    answer = await box.api("views.open", trigger_id=trigger, view=view)
    sentence = "no more than 100 items allowed [json-pointer:/view/blocks/0/element/options]"
    assert refusal(answer) == {"ok": False, "error": "invalid_arguments", "messages": marked(sentence)}
