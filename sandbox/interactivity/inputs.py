"""Reads and fills interactive elements: which one is meant, what a person chose, how Slack reports it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.blockkit.rules import options_of
from sandbox.interactivity.values import BUTTONS, CHOICES, TEXTS, BadInput, word_of
from sandbox.workspace.elements import elements, everywhere
from sandbox.workspace.nouns import Json
from sandbox.workspace.space import Workspace


@dataclass(frozen=True)
class Spot:
    """An interactive element and the block it stands in."""

    block: Json
    element: Json

    @property
    def block_id(self) -> str:
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        return str(self.element["action_id"])

    @property
    def is_input(self) -> bool:
        return bool(self.block["type"] == "input")


def spots(blocks: list[Json]) -> Iterator[Spot]:
    for block in everywhere(blocks):
        for element in elements(block):
            yield Spot(block, element)


def find(blocks: list[Json], action_id: str, block_id: str = "", value: Any = None) -> Spot | None:
    """The element meant; `value`: only one that carries this value, as a button or with all its options."""
    for each in spots(blocks):
        fits = each.action_id == action_id and block_id in ("", each.block_id)
        if fits and (value is None or _carries(each.element, value)):
            return each
    return None


def _carries(element: Json, value: Any) -> bool:
    wanted = {word_of(each) for each in (value if isinstance(value, list) else [value])}
    options = {each["value"] for each in (*options_of(element), *_feedback(element))}
    return element.get("value") == value or (bool(wanted) and wanted <= options)


def _feedback(element: Json) -> list[Json]:
    """The two halves of feedback buttons."""
    return [element[name] for name in ("positive_button", "negative_button") if name in element]


def reported(space: Workspace, element: Json, value: Any, offered: dict[str, Json]) -> Json:
    """What Slack says of an element that now has this value: its keys beside action and block id."""
    kind = element["type"]
    if kind in BUTTONS:
        return _button(kind, element)
    if kind == "feedback_buttons":
        return _pressed(element, value)
    if kind in TEXTS:
        return {"type": kind, "value": None if value in (None, "") else str(value)}
    key, many, read = CHOICES[kind]
    known = [*options_of(element), *offered.values()]
    if many:
        given = value if isinstance(value, list) else [] if value in (None, "") else [value]
        most = element.get("max_files" if kind == "file_input" else "max_selected_items")
        if most and len(given) > most:
            raise BadInput(f"at most {most} can be chosen")
        return {"type": kind, key: [read(space, known, each) for each in given]}
    return {"type": kind, key: None if value in (None, "") else read(space, known, value)}


def initial(element: Json) -> Json | None:
    """The state of an element nobody has touched; buttons and the like have none."""
    kind = element["type"]
    if kind in TEXTS:
        return {"type": kind, "value": element.get("initial_value")}
    if kind not in CHOICES or kind == "overflow":
        return None
    key, many, _ = CHOICES[kind]
    first = "initial_value" if kind == "rich_text_input" else key.replace("selected_", "initial_")
    return {"type": kind, key: element.get(first) or ([] if many else None)}


def is_empty(state: Json) -> bool:
    return not any(value for key, value in state.items() if key != "type")


def _button(kind: str, button: Json) -> Json:
    shown: Json = {key: button[key] for key in ("text", "value", "style", "url") if key in button}
    return {"type": kind} | shown


def _pressed(element: Json, value: Any) -> Json:
    for half in _feedback(element):
        if half["value"] == value:
            return _button(element["type"], half)
    values = " or ".join(half["value"] for half in _feedback(element))
    raise BadInput(f"feedback is pressed with a value: {values}")
