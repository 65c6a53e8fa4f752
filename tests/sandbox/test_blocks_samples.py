"""A good sample of every block and element, each in every place where it may stand."""

from typing import Any

import pytest

from sandbox.blockkit import validate
from sandbox.blockkit.blocks import BLOCKS, IN_HOMES, IN_MESSAGES, IN_MODALS
from sandbox.blockkit.elements import ELEMENTS
from sandbox.blockkit.rich_text import PARTS, WORDS
from tests.sandbox.samples import (
    ACCESSORIES,
    ACTIONS,
    BLOCK_SAMPLES,
    CONTEXT_ACTIONS,
    ELEMENT_SAMPLES,
    INPUT_ELEMENTS,
    PLAIN,
    RICH_PARTS,
    RICH_WORDS,
    in_actions,
    in_input,
    in_section,
    modal,
    rich,
)

Json = dict[str, Any]


def test_there_is_a_sample_of_everything() -> None:
    assert {each["type"] for each in BLOCK_SAMPLES} == BLOCKS.keys()
    assert {each["type"] for each in ELEMENT_SAMPLES} == ELEMENTS.keys()
    assert {each["type"] for each in RICH_PARTS} == PARTS.keys()
    assert {each["type"] for each in RICH_WORDS} == WORDS.keys()


@pytest.mark.parametrize("block", BLOCK_SAMPLES, ids=lambda block: block["type"])
def test_a_good_block_is_taken_where_it_may_stand_and_nowhere_else(block: Json) -> None:
    kind = block["type"]
    refused = [f"unsupported type: {kind} [json-pointer:/blocks/0/type]"]
    assert validate.message_problems([block]) == ([] if kind in IN_MESSAGES else refused)
    in_view = [f"unsupported type: {kind} [json-pointer:/view/blocks/0/type]"]
    assert validate.view_problems(modal(block)) == ([] if kind in IN_MODALS else in_view)
    home = {"type": "home", "blocks": [block]}
    assert validate.view_problems(home, home=True) == ([] if kind in IN_HOMES else in_view)


@pytest.mark.parametrize("element", ELEMENT_SAMPLES, ids=lambda element: element["type"])
def test_a_good_element_is_taken_where_it_may_stand_and_nowhere_else(element: Json) -> None:
    kind = element["type"]
    for build, allowed, at in (
        (in_section, ACCESSORIES, "/blocks/0/accessory"),
        (in_actions, ACTIONS, "/blocks/0/elements/0"),
        (in_input, INPUT_ELEMENTS, "/blocks/0/element"),
        (in_context_actions, CONTEXT_ACTIONS, "/blocks/0/elements/0"),
    ):
        refused = [] if kind in allowed else [f"unsupported type: {kind} [json-pointer:{at}/type]"]
        assert validate.message_problems([build(element)]) == refused


def in_context_actions(element: Json) -> Json:
    return {"type": "context_actions", "elements": [element]}


@pytest.mark.parametrize("part", RICH_PARTS, ids=lambda part: part["type"])
def test_every_part_of_rich_text_is_taken(part: Json) -> None:
    assert validate.message_problems([{"type": "rich_text", "elements": [part]}]) == []


@pytest.mark.parametrize("word", RICH_WORDS, ids=lambda word: word["type"])
def test_every_word_of_rich_text_is_taken(word: Json) -> None:
    assert validate.message_problems([rich(word)]) == []


@pytest.mark.parametrize(
    "view",
    [
        modal(),
        modal(submit=PLAIN, close=PLAIN, clear_on_close=True, notify_on_close=False),
        modal(private_metadata="", callback_id="", external_id=""),
        modal(private_metadata="x" * 3000, callback_id="x" * 255, external_id="x" * 255),
    ],
)
def test_a_good_modal_is_taken(view: Json) -> None:
    assert validate.view_problems(view) == []


def test_a_menu_in_an_input_block_of_a_modal_may_ask_for_a_response_url() -> None:
    menu = {"type": "conversations_select", "response_url_enabled": True, "default_to_current_conversation": True}
    assert validate.view_problems(modal(in_input(menu), submit=PLAIN)) == []
    assert validate.view_problems(modal(in_section(menu))) != []
    assert validate.message_problems([in_input(menu)]) != []
