"""All block elements, and in which blocks each may stand."""

from sandbox.blockkit import limits
from sandbox.blockkit.buttons import BUTTON, FEEDBACK_BUTTONS, ICON_BUTTON, OVERFLOW, WORKFLOW_BUTTON
from sandbox.blockkit.inputs import INPUTS
from sandbox.blockkit.pickers import PICKERS
from sandbox.blockkit.pictures import IMAGE, IMAGE_KIND
from sandbox.blockkit.schema import Check, kinds
from sandbox.blockkit.selects import MULTI_SELECTS, SELECTS, TICKS
from sandbox.blockkit.texts import text

ELEMENTS: dict[str, Check] = {
    "image": IMAGE,
    "button": BUTTON,
    "overflow": OVERFLOW,
    "workflow_button": WORKFLOW_BUTTON,
    "feedback_buttons": FEEDBACK_BUTTONS,
    "icon_button": ICON_BUTTON,
} | SELECTS | MULTI_SELECTS | TICKS | PICKERS | INPUTS  # fmt: skip

PRESSED = ("button", "overflow", "workflow_button")
CHOSEN = (*SELECTS, *MULTI_SELECTS, *TICKS, "datepicker", "timepicker")

ACCESSORY = kinds(ELEMENTS, "image", *PRESSED, *CHOSEN)
ACTION = kinds(ELEMENTS, *PRESSED, *CHOSEN, "datetimepicker", "rich_text_input")
INPUT = kinds(ELEMENTS, *INPUTS, *CHOSEN, "datetimepicker")
CONTEXT_ACTION = kinds(ELEMENTS, "feedback_buttons", "icon_button")
CONTEXT = text(limits.CONTEXT_TEXT, IMAGE_KIND)
