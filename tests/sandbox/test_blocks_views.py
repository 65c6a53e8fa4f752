"""Deliberate mistakes in modals, home tabs and suggestions."""

from typing import Any

import pytest

from sandbox.blockkit import validate
from tests.sandbox.conftest import Box
from tests.sandbox.samples import BUTTON, MRKDWN, PLAIN, SECTION, A, in_actions, in_input, in_section, modal

Json = dict[str, Any]
HOME = {"type": "home", "blocks": [SECTION]}
WRITTEN = in_input({"type": "plain_text_input"})
FOCUSED = in_input({"type": "plain_text_input", "focus_on_load": True})

MODALS: list[tuple[Any, str]] = [
    ([], "must provide an object [json-pointer:/view]"),
    ("modal", "must provide an object [json-pointer:/view]"),
    ({"type": "modal"}, "missing required field: title [json-pointer:/view]"),
    ({"type": "modal"}, "missing required field: blocks [json-pointer:/view]"),
    (modal() | {"type": "workflow_step"}, "unsupported type: workflow_step [json-pointer:/view/type]"),
    (modal(title="x"), "must provide an object [json-pointer:/view/title]"),
    (modal(title=MRKDWN), "unsupported type: mrkdwn [json-pointer:/view/title/type]"),
    (modal(title=PLAIN | {"text": ""}), "must be more than 0 characters [json-pointer:/view/title/text]"),
    (modal(submit=PLAIN | {"text": "x" * 25}), "must be less than 25 characters [json-pointer:/view/submit/text]"),
    (modal(close=PLAIN | {"text": "x" * 25}), "must be less than 25 characters [json-pointer:/view/close/text]"),
    (modal(submit=None), "must provide an object [json-pointer:/view/submit]"),
    (modal(submit_disabled=True), "invalid additional property: submit_disabled [json-pointer:/view]"),
    (modal(clear_on_close="true"), "must be a boolean [json-pointer:/view/clear_on_close]"),
    (modal(notify_on_close=1), "must be a boolean [json-pointer:/view/notify_on_close]"),
    (modal(private_metadata={"a": 1}), "must provide a string [json-pointer:/view/private_metadata]"),
    (modal(callback_id="x" * 256), "must be less than 256 characters [json-pointer:/view/callback_id]"),
    (modal(external_id="x" * 256), "must be less than 256 characters [json-pointer:/view/external_id]"),
    (modal(id="V1"), "invalid additional property: id [json-pointer:/view]"),
    (modal(blocks=SECTION), "must provide an array [json-pointer:/view/blocks]"),
    (
        modal(*[SECTION | {"block_id": "b"}] * 2),
        '`block_id` "b" already exists [json-pointer:/view/blocks/1/block_id]',
    ),
    (
        modal(FOCUSED, FOCUSED),
        "only one element can be focused on load [json-pointer:/view/blocks/1/element/focus_on_load]",
    ),
    (
        modal(in_actions({"type": "channels_select", "response_url_enabled": True})),
        "only allowed in input blocks of modals [json-pointer:/view/blocks/0/elements/0/response_url_enabled]",
    ),
    (
        modal(in_section(BUTTON | {"url": "/relative"})),
        "invalid url [json-pointer:/view/blocks/0/accessory/url]",
    ),
    (HOME, "must be a modal view [json-pointer:/view/type]"),
]  # fmt: skip
HOMES: list[tuple[Any, str]] = [
    *[
        (HOME | {name: value}, f"invalid additional property: {name} [json-pointer:/view]")
        for name, value in {
            "title": PLAIN, "submit": PLAIN, "close": PLAIN, "clear_on_close": True, "notify_on_close": True,
        }.items()
    ],
    (modal(), "must be a home view [json-pointer:/view/type]"),
    (
        HOME | {"blocks": [{"type": "alert", "text": PLAIN}]},
        "unsupported type: alert [json-pointer:/view/blocks/0/type]",
    ),
    (HOME | {"blocks": [SECTION] * 101}, "no more than 100 items allowed [json-pointer:/view/blocks]"),
]  # fmt: skip


@pytest.mark.parametrize(("view", "sentence"), MODALS)
def test_a_mistake_in_a_modal_is_refused(view: Any, sentence: str) -> None:
    assert sentence in validate.view_problems(view)


@pytest.mark.parametrize(("view", "sentence"), HOMES)
def test_a_mistake_in_a_home_tab_is_refused(view: Any, sentence: str) -> None:
    assert sentence in validate.view_problems(view, home=True)


def test_a_home_tab_needs_no_submit_for_its_inputs() -> None:
    assert validate.view_problems(HOME | {"blocks": [WRITTEN]}, home=True) == []
    without = {name: value for name, value in modal(WRITTEN).items() if name != "submit"}
    sentence = "must define `submit` to use an `input` block in modals [json-pointer:/view/blocks/0/input]"
    assert validate.view_problems(without) == [sentence]


@pytest.mark.parametrize(
    ("payload", "sentence"),
    [
        (None, "must provide an object [json-pointer:]"),
        ({}, "missing required field: options [json-pointer:]"),
        (
            {"options": [A], "option_groups": []},
            "failed to match exactly one allowed schema [json-pointer:]",
        ),
        ({"options": [A] * 101}, "no more than 100 items allowed [json-pointer:/options]"),
        ({"options": [A | {"text": MRKDWN}]}, "unsupported type: mrkdwn [json-pointer:/options/0/text/type]"),
        ({"option_groups": [{"options": [A]}]}, "missing required field: label [json-pointer:/option_groups/0]"),
        ({"options": [A], "text": "x"}, "invalid additional property: text [json-pointer:]"),
    ],
)
def test_a_mistake_in_suggestions_is_refused(payload: Any, sentence: str) -> None:
    assert sentence in validate.suggestion_problems(payload)


def test_suggestions_may_find_nothing() -> None:
    assert validate.suggestion_problems({"options": []}) == []
    assert validate.suggestion_problems({"option_groups": [{"label": PLAIN, "options": []}]}) == []


async def test_views_are_refused_over_the_wire(box: Box) -> None:
    answer = await box.api("views.publish", user_id=box.user("ada"), view=HOME | {"title": PLAIN})
    assert (answer["error"], answer["response_metadata"]["messages"]) == (
        "invalid_arguments",
        ["[ERROR] invalid additional property: title [json-pointer:/view]"],
    )
    big = {"type": "section", "text": {"type": "mrkdwn", "text": "ü" * 2900}}
    trigger = box.running.world.triggers.trigger(box.user("ada"))
    answer = await box.api("views.open", trigger_id=trigger, view=modal(*[big] * 20))
    assert answer["error"] == "view_too_large"
