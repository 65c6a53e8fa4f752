"""What stands inside containers, cards and attachments gets ids and can be pressed; so can feedback buttons."""

from typing import Any

import pytest

Json = dict[str, Any]
PLAIN = {"type": "plain_text", "text": "x"}
PRESS = {"type": "button", "action_id": "go", "text": PLAIN, "value": "v"}
ROW = {"type": "actions", "elements": [PRESS]}
CARD = {"type": "card", "title": {"type": "mrkdwn", "text": "x"}, "actions": [PRESS]}
CONTAINER = {"type": "container", "title": PLAIN, "child_blocks": [ROW]}
PLACES: list[Json] = [
    {"blocks": [CONTAINER]},
    {"blocks": [CARD]},
    {"blocks": [{"type": "carousel", "elements": [CARD]}]},
    {"attachments": [{"fallback": "x", "blocks": [CONTAINER]}]},
]
HALVES = {"positive_button": {"text": PLAIN, "value": "good"}, "negative_button": {"text": PLAIN, "value": "bad"}}
FEEDBACK = {"type": "context_actions", "elements": [{"type": "feedback_buttons", "action_id": "go"} | HALVES]}


@pytest.fixture
async def pressed(box: Any) -> list[Json]:
    app = await box.bolt()
    got: list[Json] = []

    @app.action("go")
    async def go(ack: Any, body: Any) -> Any:
        got.append(body)
        return await ack()

    return got


@pytest.mark.parametrize("content", PLACES)
async def test_a_button_inside_can_be_pressed(box: Any, pressed: list[Json], content: Json) -> None:
    channel = await box.room("room", "ada")
    ts = (await box.api("chat.postMessage", channel=channel, text="t", **content))["ts"]
    await box.control("click", user="ada", channel=channel, ts=ts, action_id="go")
    action = pressed[0]["actions"][0]
    assert (action["value"], bool(action["block_id"])) == ("v", True)
    assert action["block_id"] in str(pressed[0]["message"])
    expected = "message_attachment" if "attachments" in content else "message"
    assert pressed[0]["container"]["type"] == expected


@pytest.mark.parametrize("content", PLACES)
async def test_an_earlier_version_stays_pressable_inside_as_well(
    box: Any, pressed: list[Json], content: Json
) -> None:
    channel = await box.room("room", "ada")
    ts = (await box.api("chat.postMessage", channel=channel, text="t", **content))["ts"]
    await box.api("chat.update", channel=channel, ts=ts, text="t", blocks=[], attachments=[])
    await box.control("click", user="ada", channel=channel, ts=ts, action_id="go")
    assert pressed[0]["actions"][0]["value"] == "v"


async def test_ids_left_out_are_filled_in_at_every_depth(box: Any) -> None:
    channel = await box.room("room")
    bare = {"type": "actions", "elements": [{"type": "button", "text": PLAIN}]}
    said = await box.api(
        "chat.postMessage", channel=channel, text="t", blocks=[CONTAINER | {"child_blocks": [bare]}]
    )
    (row,) = said["message"]["blocks"][0]["child_blocks"]
    assert row["block_id"]
    assert row["elements"][0]["action_id"]


async def test_a_block_id_inside_must_differ_as_well(box: Any) -> None:
    channel = await box.room("room")
    twice = [CONTAINER | {"child_blocks": [ROW | {"block_id": "b"}]}, ROW | {"block_id": "b"}]
    assert (await box.api("chat.postMessage", channel=channel, text="t", blocks=twice))[
        "error"
    ] == "invalid_blocks"


async def test_feedback_is_pressed_with_one_of_its_values(box: Any, pressed: list[Json]) -> None:
    channel = await box.room("room", "ada")
    ts = (await box.api("chat.postMessage", channel=channel, text="t", blocks=[FEEDBACK]))["ts"]
    where = {"user": "ada", "channel": channel, "ts": ts, "action_id": "go"}
    await box.control("click", **where, value="bad")
    action = pressed[0]["actions"][0]
    assert (action["type"], action["value"], action["text"]["text"]) == ("feedback_buttons", "bad", "x")
    for value in (None, "so-so"):
        status, answer = await box.tried("click", **where, value=value)
        assert (status, "good or bad" in answer["error"]) == (400, True)
