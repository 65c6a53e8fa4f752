"""What a person has put into a view or message: kept, completed with initial values, judged before sending."""

import re
from collections.abc import Awaitable, Callable
from typing import Any

from sandbox.interactivity import inputs
from sandbox.interactivity.inputs import Spot
from sandbox.interactivity.values import BadInput
from sandbox.workspace.nouns import Json
from sandbox.workspace.space import Workspace

WHOLE, DECIMAL = re.compile(r"-?[0-9]+"), re.compile(r"-?[0-9]+([.][0-9]+)?")
SHAPES = {
    "email_text_input": (re.compile(r"[^@\s]+@[^@\s]+[.][^@\s.]+"), "Please enter a valid email address."),
    "url_text_input": (re.compile(r"https?://[^\s]+"), "Please enter a valid URL."),
}
REQUIRED = "Please complete this required field."
Offer = Callable[[Spot, str], Awaitable[list[Json]]]  # asks the app for options of an external select


def state(blocks: list[Json], typed: dict[str, Json]) -> dict[str, Json]:
    """`state.values` as Slack sends it: every input, with what was put in or its initial value."""
    values: dict[str, Json] = {}
    for spot in inputs.spots(blocks):
        known = typed.get(spot.block_id, {}).get(spot.action_id) or inputs.initial(spot.element)
        if known is not None:
            values.setdefault(spot.block_id, {})[spot.action_id] = known
    return values


async def fill(
    space: Workspace,
    blocks: list[Json],
    typed: dict[str, Json],
    offered: dict[str, Json],
    values: Json,
    offer: Offer,
) -> None:
    """Puts {block_id: value} into a form; {block_id: {action_id: value}} where a block holds several inputs."""
    for block_id, value in values.items():
        inside = {each.action_id: each for each in inputs.spots(blocks) if each.block_id == block_id}
        if not inside:
            known = ", ".join(dict.fromkeys(each.block_id for each in inputs.spots(blocks)))
            raise BadInput(f"there is no input in a block “{block_id}”; there are: {known or 'none'}")
        several = isinstance(value, dict) and value.keys() <= inside.keys()
        for action_id, each in (value if several else {next(iter(inside)): value}).items():
            await offered_first(inside[action_id], offered, each, offer)
            put(space, typed, offered, inside[action_id], each)


def put(space: Workspace, typed: dict[str, Json], offered: dict[str, Json], spot: Spot, value: Any) -> Json:
    try:
        reported = inputs.reported(space, spot.element, value, offered)
    except BadInput as bad:
        raise BadInput(f"“{spot.action_id}” in the block “{spot.block_id}”: {bad}") from None
    if inputs.initial(spot.element) is not None:
        typed.setdefault(spot.block_id, {})[spot.action_id] = reported
    return reported


async def offered_first(spot: Spot, offered: dict[str, Json], value: Any, offer: Offer) -> None:
    """An external select knows only options the app has offered: ask for those not seen yet."""
    if "external_select" not in spot.element["type"]:
        return
    for each in value if isinstance(value, list) else [value]:
        wanted = each.get("value") if isinstance(each, dict) else each
        for query in (str(wanted), ""):
            if wanted and wanted not in offered and wanted not in _initial(spot):
                await offer(spot, query)
        offered.update({key: option for key, option in _initial(spot).items() if key == wanted})


def _initial(spot: Spot) -> dict[str, Json]:
    element = spot.element
    options = element.get("initial_options") or [element.get("initial_option")]
    return {option["value"]: option for option in options if option}


def mistakes(blocks: list[Json], values: dict[str, Json]) -> dict[str, str]:
    """What Slack's own client refuses before anything is sent, by block id."""
    found: dict[str, str] = {}
    for spot in inputs.spots(blocks):
        if spot.is_input:
            mistake = _mistake(spot, values[spot.block_id][spot.action_id])
            if mistake:
                found[spot.block_id] = mistake
    return found


def _mistake(spot: Spot, state: Json) -> str:
    if inputs.is_empty(state):
        return "" if spot.block.get("optional") else REQUIRED
    value = state.get("value")
    if not isinstance(value, str):
        return ""
    if state["type"] == "number_input":
        return _number_mistake(spot.element, value)
    if state["type"] in SHAPES and not SHAPES[state["type"]][0].fullmatch(value):
        return SHAPES[state["type"]][1]
    least, most = spot.element.get("min_length", 0), spot.element.get("max_length", 3000)
    return "" if least <= len(value) <= most else f"Please enter between {least} and {most} characters."


def _number_mistake(element: Json, value: str) -> str:
    whole = not element.get("is_decimal_allowed")
    if not (WHOLE if whole else DECIMAL).fullmatch(value):
        return "Please enter a whole number." if whole else "Please enter a number."
    least, most = element.get("min_value"), element.get("max_value")
    if least is not None and float(value) < float(least):
        return f"Please enter a number of {least} or more."
    if most is not None and float(value) > float(most):
        return f"Please enter a number of {most} or less."
    return ""
