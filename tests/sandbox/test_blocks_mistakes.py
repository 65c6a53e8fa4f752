"""Deliberate mistakes in blocks and elements: each is refused, with Slack's sentence, where it is wrong."""

from typing import Any

import pytest

from sandbox.blockkit import validate
from tests.sandbox.samples import (
    BUTTON,
    CARD,
    CONFIRM,
    CONTAINER,
    DATA_TABLE,
    ICON,
    LINES,
    MRKDWN,
    PIE,
    PLAIN,
    RICH,
    SECTION,
    SEGMENT,
    TABLE,
    TASK,
    VIDEO,
    WORD,
    A,
    B,
    cell,
    in_actions,
    in_input,
    in_section,
    rich,
    words,
)

Json = dict[str, Any]
LONG = {"type": "plain_text", "text": "x" * 3001}
NUMBER = {"type": "number_input", "is_decimal_allowed": True}
HEX = "input must match regex pattern: ^#[0-9A-Fa-f]{6}$"
CLOCK = "input must match regex pattern: ^([01][0-9]|2[0-3]):[0-5][0-9]$"
ENUM = "must be a valid enum value"


def static(**fields: Any) -> Json:
    return in_section({"type": "static_select", "options": [A, B], **fields})


def context(*elements: Json) -> Json:
    return {"type": "context", "elements": list(elements)}


def context_actions(**fields: Any) -> Json:
    return {"type": "context_actions", "elements": [fields]}


def parts(kind: str, *elements: Json, **fields: Any) -> Json:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(elements), **fields}]}


def plan(**fields: Any) -> Json:
    return {"type": "plan", "title": "x", "tasks": [TASK | fields]}


def pie(**fields: Any) -> Json:
    return PIE | {"chart": PIE["chart"] | fields}


def chart(**fields: Any) -> Json:
    return PIE | {"chart": LINES | fields}


def without(thing: Json, *names: str) -> Json:
    return {name: value for name, value in thing.items() if name not in names}


MISTAKES: list[tuple[Any, str, str]] = [
    # what it is, what Slack says, where below /blocks/0
    (None, "must provide an object", ""),
    ("divider", "must provide an object", ""),
    ({"type": 5}, "must provide a string", "/type"),
    ({"type": "divider", "block_id": None}, "must provide a string", "/block_id"),
    ({"type": "divider", "text": PLAIN}, "invalid additional property: text", ""),
    (SECTION | {"text": "words"}, "must provide an object", "/text"),
    (SECTION | {"text": LONG}, "failed to match all allowed schemas", "/text"),
    (SECTION | {"text": LONG}, "must be less than 3001 characters", "/text/text"),
    (SECTION | {"text": PLAIN | {"verbatim": True}}, "invalid additional property: verbatim", "/text"),
    (SECTION | {"text": MRKDWN | {"emoji": True}}, "invalid additional property: emoji", "/text"),
    (SECTION | {"text": {"type": "text", "text": "x"}}, "unsupported type: text", "/text/type"),
    (SECTION | {"expand": "yes"}, "must be a boolean", "/expand"),
    (SECTION | {"fields": []}, "must provide at least 1 items", "/fields"),
    (SECTION | {"accessory": None}, "must provide an object", "/accessory"),
    ({"type": "header", "text": PLAIN, "level": 1}, "invalid additional property: level", ""),
    ({"type": "image", "image_url": "https://x.example/a.png"}, "missing required field: alt_text", ""),
    (ICON | {"alt_text": ""}, "must be more than 0 characters", "/alt_text"),
    (without(ICON, "image_url"), "missing required field: image_url", ""),
    (ICON | {"slack_file": {"id": "F1"}}, "failed to match exactly one allowed schema", ""),
    (ICON | {"image_url": "ftp://x.example/a.png"}, "invalid url", "/image_url"),
    (ICON | {"image_url": "http://localhost:8080/a.png"}, "downloading image failed", "/image_url"),
    (ICON | {"image_url": "https://10.0.0.7/a.png"}, "downloading image failed", "/image_url"),
    (ICON | {"image_url": "https://[::1/a.png"}, "downloading image failed", "/image_url"),
    (ICON | {"image_url": "https://x.example/" + "a" * 3000}, "must be less than 3001 characters", "/image_url"),
    (without(ICON, "image_url") | {"slack_file": {}}, "missing required field: id", "/slack_file"),
    (ICON | {"title": MRKDWN}, "unsupported type: mrkdwn", "/title/type"),
    (context(BUTTON), "unsupported type: button", "/elements/0/type"),
    (context({"type": "mrkdwn", "text": "x" * 2001}), "must be less than 2001 characters", "/elements/0/text"),
    (context(ICON | {"title": PLAIN}), "invalid additional property: title", "/elements/0"),
    ({"type": "file", "source": "local", "external_id": "x"}, ENUM, "/source"),
    ({"type": "call"}, "missing required field: call_id", ""),
    ({"type": "markdown", "text": "x" * 12_001}, "must be less than 12001 characters", "/text"),
    ({"type": "markdown", "text": ""}, "must be more than 0 characters", "/text"),
    # buttons
    (in_actions(), "must provide at least 1 items", "/elements"),
    (in_actions(BUTTON | {"url": "javascript:alert(1)"}), "invalid url", "/elements/0/url"),
    (in_actions(BUTTON | {"value": ""}), "must be more than 0 characters", "/elements/0/value"),
    (in_actions(BUTTON | {"value": 5}), "must provide a string", "/elements/0/value"),
    (in_actions(BUTTON | {"action_id": "x" * 256}), "must be less than 256 characters", "/elements/0/action_id"),
    (in_actions(BUTTON | {"accessibility_label": "x" * 76}), "must be less than 76 characters",
     "/elements/0/accessibility_label"),
    (in_actions(BUTTON | {"confirm": without(CONFIRM, "text")}), "missing required field: text",
     "/elements/0/confirm"),
    (in_actions(BUTTON | {"confirm": CONFIRM | {"confirm": PLAIN | {"text": "x" * 31}}}),
     "must be less than 31 characters", "/elements/0/confirm/confirm/text"),
    (in_actions(BUTTON | {"confirm": CONFIRM | {"title": MRKDWN}}), "unsupported type: mrkdwn",
     "/elements/0/confirm/title/type"),
    (in_actions({"type": "workflow_button", "text": PLAIN}), "missing required field: workflow", "/elements/0"),
    (in_actions({"type": "workflow_button", "text": PLAIN, "workflow": {"trigger": {}}}),
     "missing required field: url", "/elements/0/workflow/trigger"),
    (context_actions(type="feedback_buttons"), "missing required field: positive_button", "/elements/0"),
    (context_actions(type="icon_button", icon="star", text=PLAIN), ENUM, "/elements/0/icon"),
    ({"type": "context_actions", "elements": [{"type": "icon_button", "icon": "trash", "text": PLAIN}] * 6},
     "no more than 5 items allowed", "/elements"),
    (in_section({"type": "overflow", "options": [A | {"url": "x"}]}), "invalid url", "/accessory/options/0/url"),
    # menus
    (static(options=[A | {"url": "https://x.example"}]), "invalid additional property: url",
     "/accessory/options/0"),
    (static(options=[without(A, "value")]), "missing required field: value", "/accessory/options/0"),
    (static(options=[A | {"text": MRKDWN}]), "unsupported type: mrkdwn", "/accessory/options/0/text/type"),
    (static(options=[A | {"description": PLAIN | {"text": "x" * 76}}]), "must be less than 76 characters",
     "/accessory/options/0/description/text"),
    (static(option_groups=[{"label": PLAIN, "options": [A]}]),
     "failed to match exactly one allowed schema", "/accessory"),
    (static(initial_option=A | {"value": "z"}), "initial option was not found among the options",
     "/accessory/initial_option"),
    (static(initial_options=[A]), "invalid additional property: initial_options", "/accessory"),
    (static(placeholder=PLAIN | {"text": "x" * 151}), "must be less than 151 characters",
     "/accessory/placeholder/text"),
    (static(type="multi_static_select", initial_options=[A, B], max_selected_items=1),
     "no more than 1 items allowed", "/accessory/initial_options"),
    (static(type="multi_static_select", max_selected_items=0), "must be greater than 1",
     "/accessory/max_selected_items"),
    (in_section({"type": "external_select", "options": [A]}), "invalid additional property: options",
     "/accessory"),
    (in_section({"type": "external_select", "min_query_length": "3"}), "must provide an integer",
     "/accessory/min_query_length"),
    (in_section({"type": "users_select", "initial_user": ["U1"]}), "must provide a string",
     "/accessory/initial_user"),
    (in_section({"type": "conversations_select", "filter": {}}),
     "must have minimum 1 properties",
     "/accessory/filter"),
    (in_section({"type": "conversations_select", "filter": {"include": ["secret"]}}), ENUM,
     "/accessory/filter/include/0"),
    (in_section({"type": "channels_select", "response_url_enabled": True}),
     "only allowed in input blocks of modals", "/accessory/response_url_enabled"),
    (in_section({"type": "radio_buttons", "options": [A] * 11}), "no more than 10 items allowed",
     "/accessory/options"),
    (in_section({"type": "checkboxes", "options": [A], "initial_options": [B]}),
     "initial option was not found among the options", "/accessory/initial_options"),
    # pickers
    (in_section({"type": "datepicker", "initial_date": "2027-02-29"}), "input must be a valid: date",
     "/accessory/initial_date"),
    (in_section({"type": "datepicker", "initial_date": "29.02.2028"}), "input must be a valid: date",
     "/accessory/initial_date"),
    (in_section({"type": "timepicker", "initial_time": "24:00"}), CLOCK,
     "/accessory/initial_time"),
    (in_section({"type": "timepicker", "initial_time": "9:00"}), CLOCK, "/accessory/initial_time"),
    (in_section({"type": "timepicker", "timezone": "Mars/Base"}), "must be a valid timezone",
     "/accessory/timezone"),
    (in_section({"type": "datetimepicker"}), "unsupported type: datetimepicker", "/accessory/type"),
    (in_actions({"type": "datetimepicker", "initial_date_time": 1_628_633_820_000}),
     "must be less than 9999999999", "/elements/0/initial_date_time"),
    (in_actions({"type": "datetimepicker", "placeholder": PLAIN}), "invalid additional property: placeholder",
     "/elements/0"),
    # inputs
    (in_input(BUTTON), "unsupported type: button", "/element/type"),
    (without(in_input({"type": "email_text_input"}), "label"), "missing required field: label", ""),
    (in_input({"type": "email_text_input"}) | {"optional": "no"}, "must be a boolean", "/optional"),
    (in_input({"type": "email_text_input"}) | {"hint": MRKDWN}, "unsupported type: mrkdwn", "/hint/type"),
    (in_input({"type": "email_text_input", "multiline": True}), "invalid additional property: multiline",
     "/element"),
    (in_input({"type": "plain_text_input", "min_length": 5, "max_length": 4}),
     "min_length must not be greater than max_length", "/element/min_length"),
    (in_input({"type": "plain_text_input", "max_length": 3001}), "must be less than 3000", "/element/max_length"),
    (in_input({"type": "plain_text_input", "max_length": 2, "initial_value": "abc"}),
     "must be less than 3 characters", "/element/initial_value"),
    (in_input({"type": "plain_text_input", "min_length": 3, "initial_value": "ab"}),
     "must be more than 2 characters", "/element/initial_value"),
    (in_input({"type": "plain_text_input", "dispatch_action_config": {"trigger_actions_on": ["click"]}}), ENUM,
     "/element/dispatch_action_config/trigger_actions_on/0"),
    (in_input({"type": "number_input"}), "missing required field: is_decimal_allowed", "/element"),
    (in_input(NUMBER | {"min_value": 5}), "must provide a string", "/element/min_value"),
    (in_input(NUMBER | {"min_value": "five"}), "must be a valid number", "/element/min_value"),
    (in_input(NUMBER | {"min_value": "5", "max_value": "4"}), "min_value must not be greater than max_value",
     "/element/min_value"),
    (in_input(NUMBER | {"max_value": "9", "initial_value": "10"}), "must be between min_value and max_value",
     "/element/initial_value"),
    (in_input(NUMBER | {"is_decimal_allowed": False, "initial_value": "1.5"}), "must not be a decimal",
     "/element/initial_value"),
    (in_input({"type": "rich_text_input", "initial_value": "x"}), "must provide an object",
     "/element/initial_value"),
    (in_input({"type": "rich_text_input", "min_lines": 9, "max_lines": 8}),
     "min_lines must not be greater than max_lines", "/element/min_lines"),
    (in_input({"type": "file_input", "max_files": 11}), "must be less than 10", "/element/max_files"),
    (in_input({"type": "file_input", "filetypes": []}), "must provide at least 1 items", "/element/filetypes"),
    # rich text
    ({"type": "rich_text", "elements": [WORD]}, "unsupported type: text", "/elements/0/type"),
    (rich({"type": "text", "text": ""}), "must be more than 0 characters", "/elements/0/elements/0/text"),
    (rich(WORD | {"style": {"blink": True}}), "invalid additional property: blink",
     "/elements/0/elements/0/style"),
    (rich(WORD | {"style": "bold"}), "must provide an object", "/elements/0/elements/0/style"),
    (rich({"type": "broadcast", "range": "all"}), ENUM, "/elements/0/elements/0/range"),
    (rich({"type": "user", "user": "U1"}), "missing required field: user_id", "/elements/0/elements/0"),
    (rich({"type": "link", "url": "x.example"}), "invalid url", "/elements/0/elements/0/url"),
    (rich({"type": "color", "value": "red"}), HEX, "/elements/0/elements/0/value"),
    (rich({"type": "date", "timestamp": "now", "format": "{date}"}), "must provide an integer",
     "/elements/0/elements/0/timestamp"),
    (parts("rich_text_list", WORD, style="bullet"), "unsupported type: text", "/elements/0/elements/0/type"),
    (parts("rich_text_list", *words(WORD), style="dots"), ENUM, "/elements/0/style"),
    (parts("rich_text_list", *words(WORD)), "missing required field: style", "/elements/0"),
    (parts("rich_text_list", *words(WORD), style="bullet", indent=9), "must be less than 8",
     "/elements/0/indent"),
    (parts("rich_text_quote", WORD, border=2), ENUM, "/elements/0/border"),
    (parts("rich_text_section", WORD, border=1), "invalid additional property: border", "/elements/0"),
    (parts("rich_text_preformatted", {"type": "user", "user_id": "U1"}), "unsupported type: user",
     "/elements/0/elements/0/type"),
    # tables and charts
    (TABLE | {"rows": [[cell("x")]] * 101}, "no more than 100 items allowed", "/rows"),
    (TABLE | {"rows": [[cell("x")] * 21]}, "no more than 20 items allowed", "/rows/0"),
    (TABLE | {"rows": [[cell("")]]}, "must be more than 0 characters", "/rows/0/0/text"),
    (TABLE | {"rows": [[PLAIN]]}, "unsupported type: plain_text", "/rows/0/0/type"),
    (TABLE | {"rows": [[cell("x" * 5001)] * 2]}, "must be less than 10001 characters", "/rows"),
    (TABLE | {"column_settings": [{"align": "top"}]}, ENUM, "/column_settings/0/align"),
    (without(DATA_TABLE, "caption"), "missing required field: caption", ""),
    (DATA_TABLE | {"rows": [[cell("x")]]}, "must provide at least 2 items", "/rows"),
    (DATA_TABLE | {"rows": [[RICH], [RICH]], "row_header_column_index": 0}, "unsupported type: rich_text",
     "/rows/0/0/type"),
    (DATA_TABLE | {"rows": [[cell("x"), cell("y")], [cell("1")]]}, "must have 2 cells, as the header has",
     "/rows/1"),
    (DATA_TABLE | {"row_header_column_index": 2}, "must be less than 2", "/row_header_column_index"),
    (DATA_TABLE | {"page_size": 101}, "must be less than 100", "/page_size"),
    (pie(segments=[SEGMENT] * 7), "no more than 6 items allowed", "/chart/segments"),
    (pie(segments=[SEGMENT | {"value": 0}]), "must be greater than 0", "/chart/segments/0/value"),
    (pie(type="donut"), "unsupported type: donut", "/chart/type"),
    (chart(axis_config={"categories": ["a"]}), "must have one point for each category", "/chart/series/0/data"),
    (chart(series=LINES["series"] * 2), '`name` "s" already exists', "/chart/series/1/name"),
    # cards, containers, tasks, videos
    ({"type": "card", "subtitle": MRKDWN}, "missing required field: hero_image or title or actions or body", ""),
    (CARD | {"title": PLAIN}, "unsupported type: plain_text", "/title/type"),
    (CARD | {"actions": [BUTTON] * 4}, "no more than 3 items allowed", "/actions"),
    ({"type": "carousel", "elements": [CARD] * 11}, "no more than 10 items allowed", "/elements"),
    ({"type": "carousel", "elements": [SECTION]}, "unsupported type: section", "/elements/0/type"),
    (without(CONTAINER, "title"), "missing required field: title or rich_text_title", ""),
    (CONTAINER | {"child_blocks": [CONTAINER]}, "unsupported type: container", "/child_blocks/0/type"),
    (CONTAINER | {"is_collapsible": False}, "requires is_collapsible", "/default_collapsed"),
    (CONTAINER | {"width": "huge"}, ENUM, "/width"),
    (TASK | {"type": "task_card", "status": "pending"}, ENUM, "/status"),
    (TASK | {"type": "task_card", "details": "x"}, "must provide an object", "/details"),
    (plan(status="done"), ENUM, "/tasks/0/status"),
    ({"type": "plan", "title": "x", "tasks": [TASK] * 2}, '`task_id` "1" already exists', "/tasks/1/task_id"),
    (VIDEO | {"video_url": "http://x.example/v"}, "invalid url", "/video_url"),
    (VIDEO | {"title": PLAIN | {"text": "x" * 200}}, "must be less than 200 characters", "/title/text"),
    (without(VIDEO, "thumbnail_url"), "missing required field: thumbnail_url", ""),
]  # fmt: skip


@pytest.mark.parametrize(("block", "sentence", "at"), MISTAKES)
def test_a_mistake_is_refused_where_it_stands(block: Any, sentence: str, at: str) -> None:
    problems = validate.message_problems([block])
    assert f"{sentence} [json-pointer:/blocks/0{at}]" in problems, problems


def test_the_problems_of_all_blocks_are_told_at_once() -> None:
    problems = validate.message_problems([{"type": "header"}, SECTION, {"type": "image", "alt_text": "a"}])
    assert problems == [
        "missing required field: text [json-pointer:/blocks/0]",
        "missing required field: image_url [json-pointer:/blocks/2]",
    ]


def test_a_message_takes_two_charts_and_twelve_thousand_characters_of_markdown() -> None:
    assert validate.message_problems([PIE] * 2) == []
    charts = "no more than 2 data_visualization blocks allowed [json-pointer:/blocks]"
    assert validate.message_problems([PIE] * 3) == [charts]
    half = {"type": "markdown", "text": "x" * 6000}
    assert validate.message_problems([half] * 2) == []
    assert validate.message_problems([half] * 3) == ["must be less than 12001 characters [json-pointer:/blocks]"]
