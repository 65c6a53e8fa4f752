"""How Slack reports each kind of element once a person has chosen, and the wording of what people type."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from sandbox.interactivity import forms, inputs
from sandbox.interactivity.values import BadInput
from sandbox.workspace import wording
from sandbox.workspace.space import Workspace
from sandbox.world import build

ONE = {"text": {"type": "plain_text", "text": "One"}, "value": "1"}
TWO = {"text": {"type": "plain_text", "text": "Two"}, "value": "2"}
OPTIONS = {"options": [ONE, TWO]}


@pytest.fixture
def space(tmp_path: Path, manifest: Any) -> Workspace:
    path = tmp_path / "manifest.yml"
    path.write_text(yaml.safe_dump(manifest))
    return build(path).space


@pytest.mark.parametrize(
    ("element", "value", "reported"),
    [
        ({"type": "static_select", **OPTIONS}, "2", {"selected_option": TWO}),
        ({"type": "static_select", "option_groups": [{"options": [ONE]}]}, "1", {"selected_option": ONE}),
        ({"type": "overflow", **OPTIONS}, "1", {"selected_option": ONE}),
        ({"type": "radio_buttons", **OPTIONS}, None, {"selected_option": None}),
        ({"type": "multi_static_select", **OPTIONS}, ["2", "1"], {"selected_options": [TWO, ONE]}),
        ({"type": "checkboxes", **OPTIONS}, [], {"selected_options": []}),
        ({"type": "datepicker"}, "2026-11-25", {"selected_date": "2026-11-25"}),
        ({"type": "datetimepicker"}, "1795600000", {"selected_date_time": 1795600000}),
        ({"type": "plain_text_input"}, "", {"value": None}),
        ({"type": "number_input"}, 7, {"value": "7"}),
        ({"type": "button", "value": "v", "text": ONE["text"]}, None, {"value": "v", "text": ONE["text"]}),
    ],
)
def test_each_element_has_its_own_shape(space: Workspace, element: Any, value: Any, reported: Any) -> None:
    assert inputs.reported(space, element, value, {}) == {"type": element["type"], **reported}


def test_people_and_channels_are_chosen_by_name_and_reported_by_id(space: Workspace) -> None:
    ada, general = space.find_user("ada"), space.find_channel("general")
    assert ada
    assert general
    chosen = [
        ("users_select", "@ada", "selected_user", ada.id),
        ("multi_users_select", ["ada"], "selected_users", [ada.id]),
        ("channels_select", "#general", "selected_channel", general.id),
        ("conversations_select", "general", "selected_conversation", general.id),
    ]
    for kind, value, key, expected in chosen:
        assert inputs.reported(space, {"type": kind}, value, {})[key] == expected
    with pytest.raises(BadInput, match="no user"):
        inputs.reported(space, {"type": "users_select"}, "nobody", {})


def test_the_state_holds_initial_values_of_what_nobody_touched() -> None:
    element = {"type": "static_select", "action_id": "a", "initial_option": ONE, **OPTIONS}
    blocks = [
        {"type": "input", "block_id": "b", "element": element},
        {"type": "actions", "block_id": "c", "elements": [{"type": "button", "action_id": "d"}]},
    ]
    assert forms.state(blocks, {}) == {"b": {"a": {"type": "static_select", "selected_option": ONE}}}


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("a & b < c > d", "a &amp; b &lt; c &gt; d"),
        ("&amp; stays typed", "&amp;amp; stays typed"),
        ("<!channel> as code", "&lt;!channel&gt; as code"),
        ("@channel as a mention", "<!channel> as a mention"),
        ("mail ada@example.com", "mail ada@example.com"),
        ("#nowhere and @nobody", "#nowhere and @nobody"),
        ("see http://x.example/?a=1&b=2", "see <http://x.example/?a=1&amp;b=2>"),
    ],
)
def test_what_people_type_is_escaped_and_coded(space: Workspace, typed: str, stored: str) -> None:
    assert wording.typed(space, typed, labels=False) == stored
