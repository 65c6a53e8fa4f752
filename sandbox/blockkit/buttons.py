"""Elements to press: buttons of all kinds and the overflow menu."""

from sandbox.blockkit import limits
from sandbox.blockkit.options import OVERFLOW_OPTION
from sandbox.blockkit.schema import Check, choice, listed, record, string
from sandbox.blockkit.texts import CONFIRM, ID, STYLE, URL, plain

WORDS = plain(limits.BUTTON_TEXT)
LABEL = string(limits.BUTTON_TEXT)
VALUE = string(limits.BUTTON_VALUE)
FIELDS: dict[str, Check] = {
    "action_id": ID, "text": WORDS, "confirm": CONFIRM, "accessibility_label": LABEL,
}  # fmt: skip

BUTTON = record(FIELDS | {"url": URL, "value": VALUE, "style": STYLE}, "text")
OVERFLOW = record(
    {"action_id": ID, "options": listed(OVERFLOW_OPTION, limits.OVERFLOW), "confirm": CONFIRM}, "options"
)

INPUT_PARAMETER = record({"name": string(), "value": string()}, "name", "value")
TRIGGER = record({"url": URL, "customizable_input_parameters": listed(INPUT_PARAMETER)}, "url")
WORKFLOW_BUTTON = record(
    FIELDS | {"workflow": record({"trigger": TRIGGER}, "trigger"), "style": STYLE}, "text", "workflow"
)

FEEDBACK = record({"text": WORDS, "value": VALUE, "accessibility_label": LABEL}, "text", "value")
FEEDBACK_BUTTONS = record(
    {"action_id": ID, "positive_button": FEEDBACK, "negative_button": FEEDBACK},
    "positive_button",
    "negative_button",
)
ICON_BUTTON = record(
    FIELDS
    | {
        "icon": choice("trash"),  # the only one there is
        "value": VALUE,
        "visible_to_user_ids": listed(string(), limits.VISIBLE_TO),
    },
    "icon",
    "text",
)
