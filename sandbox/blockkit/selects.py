"""Elements to choose from: select menus of all sources, radio buttons and checkboxes."""

from sandbox.blockkit import limits
from sandbox.blockkit.options import LISTS, OPTION, OPTIONS, OPTIONS_OR_GROUPS, TICK
from sandbox.blockkit.rules import initial_among_options, no_more_than_selectable, not_empty
from sandbox.blockkit.schema import Check, boolean, both, choice, integer, listed, record
from sandbox.blockkit.texts import CONFIRM, ID, plain

ELEMENT: dict[str, Check] = {"action_id": ID, "confirm": CONFIRM, "focus_on_load": boolean}
MENU = ELEMENT | {"placeholder": plain(limits.PLACEHOLDER)}
MANY = MENU | {"max_selected_items": integer(1, limits.SELECTED)}
EXTERNAL: dict[str, Check] = {"min_query_length": integer(0, limits.QUERY)}
CONVERSATION_KINDS = ("im", "mpim", "private", "public")
FILTER_FIELDS: dict[str, Check] = {
    "include": listed(choice(*CONVERSATION_KINDS), len(CONVERSATION_KINDS)),
    "exclude_external_shared_channels": boolean,
    "exclude_bot_users": boolean,
}
FILTERED: dict[str, Check] = {
    "default_to_current_conversation": boolean,
    "filter": both(record(FILTER_FIELDS), not_empty),
}
IDS = listed(ID)
ANSWERING: dict[str, Check] = {"response_url_enabled": boolean}


def static(fields: dict[str, Check], chosen: str, check: Check) -> Check:
    shape = record(fields | LISTS | {chosen: check})
    return both(shape, OPTIONS_OR_GROUPS, initial_among_options)


def multi(fields: dict[str, Check], chosen: str, check: Check = IDS) -> Check:
    return both(record(MANY | fields | {chosen: check}), no_more_than_selectable(chosen))


def ticks(chosen: str, check: Check) -> Check:
    shape = record(ELEMENT | {"options": listed(TICK, limits.TICKS), chosen: check}, "options")
    return both(shape, initial_among_options)


SELECTS: dict[str, Check] = {
    "static_select": static(MENU, "initial_option", OPTION),
    "external_select": record(MENU | EXTERNAL | {"initial_option": OPTION}),
    "users_select": record(MENU | {"initial_user": ID}),
    "channels_select": record(MENU | ANSWERING | {"initial_channel": ID}),
    "conversations_select": record(MENU | ANSWERING | FILTERED | {"initial_conversation": ID}),
}
MULTI_SELECTS: dict[str, Check] = {
    "multi_static_select": both(
        static(MANY, "initial_options", OPTIONS), no_more_than_selectable("initial_options")
    ),
    "multi_external_select": multi(EXTERNAL, "initial_options", OPTIONS),
    "multi_users_select": multi({}, "initial_users"),
    "multi_channels_select": multi({}, "initial_channels"),
    "multi_conversations_select": multi(FILTERED, "initial_conversations"),
}
TICKS: dict[str, Check] = {
    "radio_buttons": ticks("initial_option", TICK),
    "checkboxes": ticks("initial_options", listed(TICK, limits.TICKS)),
}
