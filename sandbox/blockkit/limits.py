"""Slack's limits on Block Kit as one table: what an object may hold, how long, how many."""

from sandbox.blockkit.rules import (
    has_text_or_fields,
    initial_among_options,
    options_or_groups,
    plain_label,
    unique_actions,
)
from sandbox.blockkit.schema import Check, anything, boolean, both, choice, integer, kinds, listed, record, string

TEXT_TRUNCATED = 40_000  # chat.postMessage cuts here
UPDATE_TEXT = 4_000
MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
ATTACHMENTS = 100
BLOCKS_TEXT, BLOCK_OVERHEAD = 12_000, 20  # msg_blocks_too_long: undocumented, fitted to reported cases
TOPIC = 250
VIEW_BYTES = 250_000
INVITED = 100
PINS, BOOKMARKS = 100, 100
ID = string(255)
URL = string(3000)


def text(most: int, *allowed: str) -> Check:
    plain = record({"text": string(most), "emoji": boolean}, "text")
    mrkdwn = record({"text": string(most), "verbatim": boolean}, "text")
    return kinds({"plain_text": plain, "mrkdwn": mrkdwn}, *allowed)


def plain(most: int) -> Check:
    return text(most, "plain_text")


CONFIRM = record(
    {
        "title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30),
        "style": choice("primary", "danger"),
    },
    "title", "text",
)  # fmt: skip
OPTION = record({"text": plain(75), "value": string(150), "description": plain(75)}, "text", "value")
OVERFLOW_OPTION = record({"text": plain(75), "value": string(150), "url": URL}, "text", "value")
RICH_OPTION = record({"text": text(75), "value": string(150), "description": text(75)}, "text", "value")
OPTIONS = listed(OPTION, 100)
SUGGESTIONS = listed(OPTION, 100, 0)
GROUPS = listed(record({"label": plain(75), "options": OPTIONS}, "label", "options"), 100)
FILTER = record({"include": anything, "exclude_external_shared_channels": boolean, "exclude_bot_users": boolean})
DISPATCH = record({"trigger_actions_on": listed(choice("on_enter_pressed", "on_character_entered"), 2)})

ELEMENT: dict[str, Check] = {"action_id": ID, "confirm": CONFIRM, "focus_on_load": boolean}
PICKED = ELEMENT | {"placeholder": plain(150)}
LIST = {"options": OPTIONS, "option_groups": GROUPS}
MANY = {"max_selected_items": integer(1, 1000)}
EXTERNAL = {"min_query_length": integer(0, 1000)}
TYPED = {
    "action_id": ID, "placeholder": plain(150), "initial_value": string(3000, 0), "focus_on_load": boolean,
    "dispatch_action_config": DISPATCH,
}  # fmt: skip
LENGTHS = {"multiline": boolean, "min_length": integer(0, 3000), "max_length": integer(1, 3000)}
NUMBER = {"is_decimal_allowed": boolean, "min_value": anything, "max_value": anything}
IDS = listed(ID, 100)


def select(fields: dict[str, Check], *needs: str) -> Check:
    return both(record(PICKED | fields, *needs), options_or_groups, initial_among_options)


def ticks(fields: dict[str, Check]) -> Check:
    return both(record(ELEMENT | {"options": listed(RICH_OPTION, 10)} | fields, "options"), initial_among_options)


CHANNEL_FLAGS = {"response_url_enabled": boolean}
ANY_FLAGS = {"response_url_enabled": boolean, "default_to_current_conversation": boolean, "filter": FILTER}
PICTURE = {"image_url": URL, "slack_file": anything, "alt_text": string(2000)}
IMAGE = record(PICTURE, "alt_text")

ELEMENTS: dict[str, Check] = {
    "image": IMAGE,
    "button": record(
        {
            "action_id": ID, "text": plain(75), "url": URL, "value": string(2000), "confirm": CONFIRM,
            "style": choice("primary", "danger"), "accessibility_label": string(75),
        },
        "text",
    ),
    "overflow": record(
        {"action_id": ID, "options": listed(OVERFLOW_OPTION, 5), "confirm": CONFIRM}, "options"
    ),
    "static_select": select(LIST | {"initial_option": OPTION}),
    "multi_static_select": select(LIST | MANY | {"initial_options": OPTIONS}),
    "external_select": record(PICKED | EXTERNAL | {"initial_option": OPTION}),
    "multi_external_select": record(PICKED | EXTERNAL | MANY | {"initial_options": OPTIONS}),
    "users_select": record(PICKED | {"initial_user": ID}),
    "multi_users_select": record(PICKED | MANY | {"initial_users": IDS}),
    "channels_select": record(PICKED | CHANNEL_FLAGS | {"initial_channel": ID}),
    "multi_channels_select": record(PICKED | MANY | {"initial_channels": IDS}),
    "conversations_select": record(PICKED | ANY_FLAGS | {"initial_conversation": ID}),
    "multi_conversations_select": record(PICKED | MANY | ANY_FLAGS | {"initial_conversations": IDS}),
    "radio_buttons": ticks({"initial_option": RICH_OPTION}),
    "checkboxes": ticks({"initial_options": listed(RICH_OPTION, 10)}),
    "datepicker": record(PICKED | {"initial_date": string(10)}),
    "timepicker": record(PICKED | {"initial_time": string(5), "timezone": string(255)}),
    "datetimepicker": record(ELEMENT | {"initial_date_time": integer(10**9, 10**10 - 1)}),
    "plain_text_input": record(TYPED | LENGTHS),
    "email_text_input": record(TYPED),
    "url_text_input": record(TYPED),
    "number_input": record(TYPED | NUMBER, "is_decimal_allowed"),
    "rich_text_input": record(TYPED | {"initial_value": anything}),
    "file_input": record(
        {"action_id": ID, "filetypes": listed(string(50), 100), "max_files": integer(1, 10)},
    ),
    "workflow_button": record(
        {
            "action_id": ID, "text": plain(75), "workflow": anything, "style": choice("primary", "danger"),
            "accessibility_label": string(75),
        },
        "text", "workflow",
    ),
    "feedback_buttons": record({"action_id": ID, "positive_button": anything, "negative_button": anything}),
    "icon_button": record(
        {
            "action_id": ID, "icon": string(50), "text": plain(75), "value": string(2000), "confirm": CONFIRM,
            "accessibility_label": string(75), "visible_to_user_ids": IDS,
        },
        "icon", "text",
    ),
}  # fmt: skip
SELECTS = tuple(name for name in ELEMENTS if name.endswith("_select"))
PICKERS = ("radio_buttons", "checkboxes", "datepicker", "timepicker")
INPUTS = tuple(name for name in ELEMENTS if name.endswith("_input"))
ACCESSORIES = ("image", "button", "overflow", "workflow_button", *SELECTS, *PICKERS)
SINGLE = tuple(name for name in SELECTS if not name.startswith("multi_"))
ACTIONS = ("button", "overflow", "workflow_button", "datetimepicker", *SINGLE, *PICKERS)
CONTEXT_ACTIONS = ("feedback_buttons", "icon_button")
INPUT_ELEMENTS = (*INPUTS, *SELECTS, *PICKERS, "datetimepicker")

CONTEXT_ITEMS = {"image": IMAGE, "plain_text": plain(2000), "mrkdwn": text(2000)}
BLOCK: dict[str, Check] = {"block_id": ID}
LOOSE = ("rich_text", "file", "video", "table", "alert", "card", "carousel", "container", "data_table",
         "data_visualization", "plan", "task_card", "call")  # fmt: skip

BLOCKS: dict[str, Check] = dict.fromkeys(LOOSE, anything) | {
    "section": both(
        record(
            BLOCK | {
                "text": text(3000), "fields": listed(text(2000), 10),
                "accessory": kinds(ELEMENTS, *ACCESSORIES),
                "expand": boolean,
            },
        ),
        has_text_or_fields,
    ),
    "header": both(record(BLOCK | {"text": plain(150), "level": integer(1, 6)}, "text"), plain_label),
    "divider": record(BLOCK),
    "image": record(
        BLOCK | {"image_url": URL, "slack_file": anything, "alt_text": string(2000), "title": plain(2000)},
        "alt_text"
    ),
    "context": record(BLOCK | {"elements": listed(kinds(CONTEXT_ITEMS), 10)}, "elements"),
    "actions": both(
        record(BLOCK | {"elements": listed(kinds(ELEMENTS, *ACTIONS), 25)}, "elements"), unique_actions
    ),
    "context_actions": both(
        record(BLOCK | {"elements": listed(kinds(ELEMENTS, *CONTEXT_ACTIONS), 5)}, "elements"),
        unique_actions,
    ),
    "input": record(
        BLOCK | {
            "label": plain(2000), "hint": plain(2000), "optional": boolean, "dispatch_action": boolean,
            "element": kinds(ELEMENTS, *INPUT_ELEMENTS),
        },
        "label", "element",
    ),
    "markdown": record(BLOCK | {"text": string(12_000)}, "text"),
}  # fmt: skip
NOT_IN_MESSAGES = ("alert",)
NOT_IN_VIEWS = ("file", "markdown", "table", "plan", "task_card", "context_actions", "data_table")
MESSAGE_KINDS = tuple(name for name in BLOCKS if name not in NOT_IN_MESSAGES)
VIEW_KINDS = tuple(name for name in BLOCKS if name not in NOT_IN_VIEWS)

COMMON_VIEW: dict[str, Check] = {
    "blocks": listed(kinds(BLOCKS, *VIEW_KINDS), VIEW_BLOCKS), "private_metadata": string(3000, 0),
    "callback_id": string(255, 0), "external_id": string(255, 0),
}  # fmt: skip
MODAL = COMMON_VIEW | {
    "title": plain(24), "submit": plain(24), "close": plain(24), "clear_on_close": boolean,
    "notify_on_close": boolean, "submit_disabled": boolean,
}  # fmt: skip
VIEWS: dict[str, Check] = {
    "modal": record(MODAL, "title", "blocks"),
    "home": record(COMMON_VIEW, "blocks"),
}
