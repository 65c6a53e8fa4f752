"""Whatever JSON comes as blocks, attachments, view, metadata or suggestions: it is judged, and nothing breaks."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.blockkit import validate
from sandbox.blockkit.blocks import BLOCKS
from sandbox.blockkit.elements import ELEMENTS
from sandbox.blockkit.rich_text import PARTS, WORDS
from tests.sandbox.samples import BLOCK_SAMPLES, ELEMENT_SAMPLES, in_actions, in_input, in_section, modal

KEYS = (
    "type", "text", "elements", "element", "accessory", "options", "option_groups", "initial_option",
    "initial_options", "fields", "blocks", "rows", "chart", "segments", "series", "title", "block_id", "action_id",
    "label", "value", "style", "min_value", "max_value", "child_blocks", "tasks", "submit", "event_type",
    "event_payload", "entities", "actions", "url", "confirm", "color", "ts",
)  # fmt: skip
KINDS = (*BLOCKS, *ELEMENTS, *PARTS, *WORDS, "plain_text", "mrkdwn", "raw_text", "modal", "home", "pie", "bar")
LEAVES = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(KINDS)
ANYTHING = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=20,
)


def problems_of(block: Any) -> list[str]:
    """In a message, or in a modal where it may stand only there."""
    in_message = block["type"] != "alert"
    return validate.message_problems([block]) if in_message else validate.view_problems(modal(block))


PLACED = [build(each) for each in ELEMENT_SAMPLES for build in (in_section, in_actions, in_input)]
SOUND = [*BLOCK_SAMPLES, *(block for block in PLACED if not problems_of(block))]


def judge(thing: Any) -> None:
    """Runs every judgement, and those that only sound things reach."""
    for blocks in (thing, [thing]):
        if not validate.message_problems(blocks):
            validate.blocks_too_long(blocks)
            validate.broadcasts("", blocks)
        attachments = [{"blocks": blocks}]
        if not validate.attachment_problems(attachments):
            validate.broadcasts("", [], attachments)
            validate.too_many_tables([], attachments)
        validate.view_problems({"type": "home", "blocks": blocks}, home=True)
        validate.view_problems({"type": "modal", "title": thing, "blocks": blocks})
        if not validate.attachment_problems(blocks):
            validate.broadcasts("", [], blocks)
    validate.view_problems(thing)
    validate.metadata_problem(thing)
    validate.metadata_problem({"event_type": "x", "event_payload": thing})
    validate.suggestion_problems(thing)


@settings(max_examples=300, deadline=None)
@given(ANYTHING)
def test_any_json_is_judged(thing: Any) -> None:
    judge(thing)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_sound_block_with_something_else_in_one_place_is_judged(data: st.DataObject) -> None:
    block = json.loads(json.dumps(data.draw(st.sampled_from(SOUND))))
    holder, key = data.draw(st.sampled_from(places(block)))
    holder[key] = data.draw(ANYTHING)
    judge(block)


@pytest.mark.parametrize("block", SOUND, ids=lambda block: block["type"])
def test_no_part_of_a_block_goes_unread(block: Any) -> None:
    """A null or an unknown key anywhere in a sound block is found."""
    assert problems_of(block) == []
    for number in range(len(places(block))):
        for spoil in (nothing, surprise):
            broken = json.loads(json.dumps(block))
            spoil(*places(broken)[number])
            assert problems_of(broken), broken


def nothing(holder: Any, key: Any) -> None:
    holder[key] = None


def surprise(holder: Any, key: Any) -> None:
    """A key that nobody asked for, in the part itself or beside it; a list gets one more thing."""
    inner = holder[key] if isinstance(holder[key], dict) else holder
    if isinstance(inner, dict):
        inner["surprise"] = 1
    else:
        inner.append({"surprise": 1})


def places(thing: Any) -> list[tuple[Any, Any]]:
    """Every place in a JSON value: what holds it, and its key there."""
    pairs = thing.items() if isinstance(thing, dict) else enumerate(thing) if isinstance(thing, list) else ()
    return [found for key, inner in pairs for found in [(thing, key), *places(inner)]]
