"""Options of menus and ticks, their groups, and what an app may suggest for an external select."""

from typing import Any

from sandbox.blockkit import limits
from sandbox.blockkit.rules import exactly_one
from sandbox.blockkit.schema import Check, both, listed, record, string
from sandbox.blockkit.texts import URL, plain, text

WORDS = plain(limits.OPTION_TEXT)
VALUE = string(limits.OPTION_VALUE)

FIELDS: dict[str, Check] = {"text": WORDS, "value": VALUE, "description": WORDS}
OPTION = record(FIELDS, "text", "value")
OVERFLOW_OPTION = record(FIELDS | {"url": URL}, "text", "value")
TICK = record(
    {"text": text(limits.OPTION_TEXT), "value": VALUE, "description": text(limits.OPTION_TEXT)}, "text", "value"
)
"""One of radio_buttons or checkboxes: these may be formatted."""

OPTIONS = listed(OPTION, limits.OPTIONS)
GROUP = record({"label": WORDS, "options": OPTIONS}, "label", "options")
GROUPS = listed(GROUP, limits.OPTION_GROUPS)
LISTS: dict[str, Check] = {"options": OPTIONS, "option_groups": GROUPS}
OPTIONS_OR_GROUPS = exactly_one("options", "option_groups")

FOUND = listed(OPTION, limits.OPTIONS, 0)
FOUND_GROUP = record({"label": WORDS, "options": FOUND}, "label", "options")
FOUND_GROUPS = listed(FOUND_GROUP, limits.OPTION_GROUPS, 0)
SUGGESTIONS = both(record({"options": FOUND, "option_groups": FOUND_GROUPS}), OPTIONS_OR_GROUPS)
"""Unlike a menu's own options these may be none: nothing was found."""


def suggestion_problems(payload: Any) -> list[str]:
    """What is wrong with the options an app gave to an external select."""
    problems: list[str] = []
    SUGGESTIONS(payload, "", problems)
    return problems
