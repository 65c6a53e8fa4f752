"""Good samples of every block and element: what the tests of the workspace's rules start from."""

from typing import Any

Json = dict[str, Any]

PLAIN: Json = {"type": "plain_text", "text": "x", "emoji": True}
MRKDWN: Json = {"type": "mrkdwn", "text": "*x*", "verbatim": False}
ICON: Json = {"type": "image", "image_url": "https://x.example/a.png", "alt_text": "a"}
CONFIRM: Json = {"title": PLAIN, "text": MRKDWN, "confirm": PLAIN, "deny": PLAIN, "style": "danger"}
DISPATCH: Json = {"trigger_actions_on": ["on_enter_pressed", "on_character_entered"]}
A: Json = {"text": PLAIN, "value": "a", "description": PLAIN}
B: Json = {"text": PLAIN, "value": "b"}
TICK: Json = {"text": MRKDWN, "value": "a", "description": MRKDWN}
FILTER: Json = {"include": ["im", "mpim", "private", "public"], "exclude_bot_users": True}
MENU: Json = {"action_id": "a", "placeholder": PLAIN, "confirm": CONFIRM, "focus_on_load": True}
LINE: Json = {"action_id": "a", "placeholder": PLAIN, "focus_on_load": False, "dispatch_action_config": DISPATCH}


def words(*found: Json) -> list[Json]:
    return [{"type": "rich_text_section", "elements": list(found)}]


def rich(*found: Json) -> Json:
    return {"type": "rich_text", "elements": words(*found)}


WORD: Json = {"type": "text", "text": "x"}
RICH: Json = rich(WORD)
BOLD = {"bold": True, "italic": True, "strike": False, "code": True, "underline": True}
RICH_WORDS: list[Json] = [
    WORD | {"style": BOLD},
    {"type": "link", "url": "https://x.example", "text": "x", "unsafe": False, "style": BOLD},
    {"type": "link", "url": "mailto:ada@x.example"},
    {"type": "emoji", "name": "wave", "unicode": "1f44b", "skin_tone": 2},
    {"type": "date", "timestamp": 1_700_000_000, "format": "{date} {time}", "fallback": "x"},
    {"type": "color", "value": "#36a64f"},
    {"type": "broadcast", "range": "here"},
    {"type": "user", "user_id": "U1", "style": {"bold": True, "highlight": True, "unlink": False}},
    {"type": "usergroup", "usergroup_id": "S1"},
    {"type": "channel", "channel_id": "C1"},
    {"type": "team", "team_id": "T1"},
]
RICH_PARTS: list[Json] = [
    *words(WORD),
    {"type": "rich_text_quote", "elements": [WORD], "border": 1},
    {"type": "rich_text_preformatted", "elements": [WORD], "border": 0},
    {
        "type": "rich_text_list", "style": "ordered", "elements": words(WORD), "indent": 8, "offset": 4,
        "border": 1,
    },
]  # fmt: skip
FEEDBACK = {"text": PLAIN, "value": "x", "accessibility_label": "x"}
TRIGGER = {"url": "https://x.example/t", "customizable_input_parameters": [{"name": "n", "value": "v"}]}

ELEMENT_SAMPLES: list[Json] = [
    ICON,
    {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "a"},
    {
        "type": "button", "text": PLAIN, "action_id": "a", "value": "v", "url": "https://x.example",
        "style": "primary", "confirm": CONFIRM, "accessibility_label": "x",
    },
    {"type": "workflow_button", "text": PLAIN, "workflow": {"trigger": TRIGGER}, "style": "danger"},
    {"type": "feedback_buttons", "positive_button": FEEDBACK, "negative_button": FEEDBACK},
    {"type": "icon_button", "icon": "trash", "text": PLAIN, "visible_to_user_ids": ["U1"], "confirm": CONFIRM},
    {"type": "overflow", "options": [A | {"url": "https://x.example"}, B], "confirm": CONFIRM},
    MENU | {"type": "static_select", "options": [A, B], "initial_option": B},
    MENU | {"type": "static_select", "option_groups": [{"label": PLAIN, "options": [A]}], "initial_option": A},
    MENU | {"type": "multi_static_select", "options": [A, B], "initial_options": [A, B], "max_selected_items": 2},
    MENU | {"type": "external_select", "min_query_length": 0, "initial_option": A},
    MENU | {"type": "multi_external_select", "min_query_length": 3, "initial_options": [A]},
    MENU | {"type": "users_select", "initial_user": "U1"},
    MENU | {"type": "multi_users_select", "initial_users": ["U1"], "max_selected_items": 1},
    MENU | {"type": "channels_select", "initial_channel": "C1"},
    MENU | {"type": "multi_channels_select", "initial_channels": ["C1"]},
    MENU | {"type": "conversations_select", "filter": FILTER, "default_to_current_conversation": True},
    MENU | {"type": "multi_conversations_select", "filter": {"exclude_external_shared_channels": True}},
    {"type": "radio_buttons", "options": [TICK, B], "initial_option": TICK, "confirm": CONFIRM},
    {"type": "checkboxes", "options": [TICK, B], "initial_options": [TICK, B], "focus_on_load": True},
    MENU | {"type": "datepicker", "initial_date": "2028-02-29"},
    MENU | {"type": "timepicker", "initial_time": "23:59", "timezone": "America/Chicago"},
    {"type": "datetimepicker", "initial_date_time": 1_628_633_820, "confirm": CONFIRM},
    LINE | {
        "type": "plain_text_input", "multiline": True, "min_length": 1, "max_length": 3000, "initial_value": "x",
    },
    LINE | {"type": "plain_text_input", "min_length": 10, "initial_value": ""},
    LINE | {"type": "email_text_input", "initial_value": "ada@x.example"},
    LINE | {"type": "url_text_input", "initial_value": "https://x.example"},
    LINE | {
        "type": "number_input", "is_decimal_allowed": True, "min_value": "-1.5", "max_value": "10",
        "initial_value": "9.9",
    },
    LINE | {"type": "rich_text_input", "initial_value": RICH, "min_lines": 2, "max_lines": 100},
    {"type": "file_input", "action_id": "a", "filetypes": ["png"], "max_files": 10},
]  # fmt: skip
CHOSEN = {
    "static_select", "multi_static_select", "external_select", "multi_external_select", "users_select",
    "multi_users_select", "channels_select", "multi_channels_select", "conversations_select",
    "multi_conversations_select", "radio_buttons", "checkboxes", "datepicker", "timepicker",
}  # fmt: skip
ACCESSORIES = CHOSEN | {"image", "button", "overflow", "workflow_button"}
ACTIONS = CHOSEN | {"button", "overflow", "workflow_button", "datetimepicker", "rich_text_input"}
INPUT_ELEMENTS = CHOSEN | {
    "datetimepicker", "plain_text_input", "email_text_input", "url_text_input", "number_input",
    "rich_text_input", "file_input",
}  # fmt: skip
CONTEXT_ACTIONS = {"feedback_buttons", "icon_button"}


def in_section(element: Json) -> Json:
    return {"type": "section", "text": MRKDWN, "accessory": element}


def in_actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def in_input(element: Json) -> Json:
    return {"type": "input", "label": PLAIN, "element": element}


def modal(*blocks: Json, **fields: Any) -> Json:
    shown = list(blocks) or [{"type": "divider"}]
    submit = {"submit": PLAIN} if any(each.get("type") == "input" for each in shown) else {}
    return {"type": "modal", "title": PLAIN, "blocks": shown, **submit, **fields}


def cell(text: str) -> Json:
    return {"type": "raw_text", "text": text}


BUTTON: Json = {"type": "button", "text": PLAIN}
SECTION: Json = {"type": "section", "text": MRKDWN}
CARD: Json = {
    "type": "card", "hero_image": ICON, "icon": ICON, "title": MRKDWN, "subtitle": MRKDWN, "body": MRKDWN,
    "actions": [BUTTON | {"action_id": "a"}, BUTTON | {"action_id": "b"}],
}  # fmt: skip
TASK: Json = {
    "task_id": "1", "title": "x", "status": "complete", "details": RICH, "output": RICH,
    "sources": [{"type": "url", "url": "https://x.example", "text": "x"}],
}  # fmt: skip
TABLE: Json = {
    "type": "table", "rows": [[cell("x"), RICH], [cell("y"), {"type": "raw_number", "value": 1.5, "text": "1.5"}]],
    "column_settings": [{"align": "right", "is_wrapped": True}],
}  # fmt: skip
DATA_TABLE: Json = {
    "type": "data_table", "caption": "x", "rows": [[cell("x"), cell("y")], [cell("1"), RICH]],
    "page_size": 100, "row_header_column_index": 1,
}  # fmt: skip
SEGMENT: Json = {"label": "x", "value": 1}
PIE: Json = {"type": "data_visualization", "title": "x", "chart": {"type": "pie", "segments": [SEGMENT]}}
SERIES: Json = {"name": "s", "data": [{"label": "b", "value": -2.5}, {"label": "a", "value": 1}]}
LINES: Json = {
    "type": "line", "series": [SERIES], "axis_config": {"categories": ["a", "b"], "x_label": "x", "y_label": "y"},
}  # fmt: skip
VIDEO: Json = {
    "type": "video", "video_url": "https://x.example/v", "thumbnail_url": "https://x.example/t.png",
    "alt_text": "x", "title": PLAIN, "title_url": "https://x.example", "author_name": "x",
    "provider_name": "x", "provider_icon_url": "https://x.example/i.png", "description": PLAIN,
}  # fmt: skip
CONTAINER: Json = {
    "type": "container", "title": PLAIN, "subtitle": MRKDWN, "width": "wide", "icon": ICON,
    "is_collapsible": True, "default_collapsed": True, "child_blocks": [SECTION, TABLE],
}  # fmt: skip

BLOCK_SAMPLES: list[Json] = [
    in_actions(BUTTON),
    {"type": "alert", "text": MRKDWN, "level": "warning"},
    {"type": "call", "call_id": "R1"},
    CARD,
    {"type": "carousel", "elements": [CARD] * 10},
    CONTAINER,
    {"type": "container", "rich_text_title": RICH, "child_blocks": [SECTION], "has_header_divider": True},
    {"type": "context", "elements": [PLAIN, MRKDWN, ICON]},
    {"type": "context_actions", "elements": [ELEMENT_SAMPLES[4], ELEMENT_SAMPLES[5]]},
    DATA_TABLE,
    PIE,
    {"type": "data_visualization", "title": "x", "chart": LINES},
    {"type": "divider", "block_id": "b"},
    {"type": "file", "source": "remote", "external_id": "x"},
    {"type": "header", "text": PLAIN},
    ICON | {"title": PLAIN, "block_id": "b"},
    {"type": "image", "slack_file": {"url": "https://x.slack.com/f"}, "alt_text": "a"},
    in_input({"type": "plain_text_input"}) | {"hint": PLAIN, "optional": True, "dispatch_action": False},
    {"type": "markdown", "text": "# x"},
    {"type": "plan", "title": "x", "tasks": [TASK, TASK | {"task_id": "2", "status": "pending"}]},
    {"type": "rich_text", "elements": RICH_PARTS},
    {"type": "section", "text": MRKDWN, "fields": [MRKDWN, PLAIN], "accessory": BUTTON, "expand": True},
    TABLE,
    TASK | {"type": "task_card"},
    VIDEO,
]  # fmt: skip
