"""Elements to write into, and the one to upload files with."""

from decimal import Decimal
from typing import Any

from sandbox.blockkit import limits
from sandbox.blockkit.rich_text import RICH_TEXT_KIND
from sandbox.blockkit.rules import in_order
from sandbox.blockkit.schema import (
    Check,
    boolean,
    both,
    choice,
    integer,
    kinds,
    listed,
    matching,
    record,
    say,
    string,
)
from sandbox.blockkit.texts import ID, plain

TRIGGERS = ("on_enter_pressed", "on_character_entered")
DISPATCH = record({"trigger_actions_on": listed(choice(*TRIGGERS), len(TRIGGERS))}, "trigger_actions_on")
WRITTEN: dict[str, Check] = {
    "action_id": ID, "placeholder": plain(limits.PLACEHOLDER), "focus_on_load": boolean,
    "dispatch_action_config": DISPATCH,
}  # fmt: skip
LINE = WRITTEN | {"initial_value": string(limits.INPUT_TEXT, 0)}
LENGTH = integer(0, limits.INPUT_TEXT)
LINES = integer(1, limits.INPUT_LINES)
NUMBERS = ("initial_value", "min_value", "max_value")
NUMBER = matching(r"-?[0-9]{1,30}(\.[0-9]{1,30})?", "must be a valid number")


def fits_its_lengths(element: Any, at: str, problems: list[str]) -> None:
    length = len(element.get("initial_value", ""))
    most = element.get("max_length", limits.INPUT_TEXT)
    if length > most:
        say(problems, f"must be less than {most + 1} characters", f"{at}/initial_value")
    elif 0 < length < element.get("min_length", 0):
        say(problems, f"must be more than {element['min_length'] - 1} characters", f"{at}/initial_value")


def fits_its_bounds(element: Any, at: str, problems: list[str]) -> None:
    numbers = {name: Decimal(element[name]) for name in NUMBERS if name in element}
    if not element["is_decimal_allowed"]:
        for name in numbers:
            if "." in element[name]:
                say(problems, "must not be a decimal", f"{at}/{name}")
    least = numbers.get("min_value", Decimal("-Infinity"))
    most = numbers.get("max_value", Decimal("Infinity"))
    if least > most:
        say(problems, "min_value must not be greater than max_value", f"{at}/min_value")
    elif not least <= numbers.get("initial_value", least) <= most:
        say(problems, "must be between min_value and max_value", f"{at}/initial_value")


INPUTS: dict[str, Check] = {
    "plain_text_input": both(
        record(LINE | {"multiline": boolean, "min_length": LENGTH, "max_length": integer(1, limits.INPUT_TEXT)}),
        in_order("min_length", "max_length"),
        fits_its_lengths,
    ),
    "email_text_input": record(LINE),
    "url_text_input": record(LINE),
    "number_input": both(
        record(
            WRITTEN | dict.fromkeys(NUMBERS, NUMBER) | {"is_decimal_allowed": boolean},
            "is_decimal_allowed",
        ),
        fits_its_bounds,
    ),
    "rich_text_input": both(
        record(WRITTEN | {"initial_value": kinds(RICH_TEXT_KIND), "min_lines": LINES, "max_lines": LINES}),
        in_order("min_lines", "max_lines"),
    ),
    "file_input": record({"action_id": ID, "filetypes": listed(string()), "max_files": integer(1, limits.FILES)}),
}
