"""Reads and fills interactive elements: which one is meant, what a person chose, how Slack reports it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sandbox.blockkit.rules import options_of
from sandbox.workspace.nouns import Json
from sandbox.workspace.space import Workspace


class BadInput(Exception):
    """A value that this element cannot take."""


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
    for block in blocks:
        inner = [block.get("element"), block.get("accessory"), *(block.get("elements") or [])]
        for element in inner:
            if isinstance(element, dict) and "action_id" in element:
                yield Spot(block, element)


def find(blocks: list[Json], action_id: str, block_id: str = "", value: Any = None) -> Spot | None:
    """The element meant; `value`: only a button that carries this value."""
    for each in spots(blocks):
        fits = each.action_id == action_id and block_id in ("", each.block_id)
        if fits and (value is None or each.element.get("value") == value):
            return each
    return None


def reported(space: Workspace, element: Json, value: Any, offered: dict[str, Json]) -> Json:
    """What Slack says of an element that now has this value: its keys beside action and block id."""
    kind = element["type"]
    if kind in BUTTONS:
        return _button(element)
    if kind in TEXTS:
        return {"type": kind, "value": None if value in (None, "") else str(value)}
    key, many, read = CHOICES[kind]
    known = [*options_of(element), *offered.values()]
    if many:
        given = value if isinstance(value, list) else [] if value in (None, "") else [value]
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
    return {"type": kind, key: element.get(key.replace("selected_", "initial_")) or ([] if many else None)}


def is_empty(state: Json) -> bool:
    return not any(value for key, value in state.items() if key != "type")


def _button(element: Json) -> Json:
    shown: Json = {key: element[key] for key in ("text", "value", "style", "url") if key in element}
    return {"type": element["type"]} | shown


def _option(space: Workspace, known: list[Json], value: Any) -> Json:
    wanted = value.get("value") if isinstance(value, dict) else str(value)
    found = next((each for each in known if each["value"] == wanted), None)
    if not found:
        raise BadInput(f"there is no option “{wanted}”; there are: {', '.join(each['value'] for each in known)}")
    return found


def _user(space: Workspace, known: list[Json], value: Any) -> str:
    user = space.find_user(str(value))
    if not user:
        raise BadInput(f"there is no user “{value}”")
    return user.id


def _channel(space: Workspace, known: list[Json], value: Any) -> str:
    channel = space.find_channel(str(value))
    if not channel:
        raise BadInput(f"there is no channel “{value}”")
    return channel.id


def _conversation(space: Workspace, known: list[Json], value: Any) -> str:
    channel = space.find_channel(str(value))
    return channel.id if channel else _user(space, known, value)


def _plain(space: Workspace, known: list[Json], value: Any) -> str:
    return str(value)


def _seconds(space: Workspace, known: list[Json], value: Any) -> int:
    try:
        return int(value)
    except (TypeError, ValueError):
        raise BadInput(f"“{value}” is not a time in epoch seconds") from None


Read = Callable[[Workspace, list[Json], Any], Any]
BUTTONS = ("button", "workflow_button", "icon_button")
TEXTS = ("plain_text_input", "email_text_input", "url_text_input", "number_input")
CHOICES: dict[str, tuple[str, bool, Read]] = {
    "static_select": ("selected_option", False, _option),
    "external_select": ("selected_option", False, _option),
    "radio_buttons": ("selected_option", False, _option),
    "overflow": ("selected_option", False, _option),
    "multi_static_select": ("selected_options", True, _option),
    "multi_external_select": ("selected_options", True, _option),
    "checkboxes": ("selected_options", True, _option),
    "users_select": ("selected_user", False, _user),
    "multi_users_select": ("selected_users", True, _user),
    "channels_select": ("selected_channel", False, _channel),
    "multi_channels_select": ("selected_channels", True, _channel),
    "conversations_select": ("selected_conversation", False, _conversation),
    "multi_conversations_select": ("selected_conversations", True, _conversation),
    "datepicker": ("selected_date", False, _plain),
    "timepicker": ("selected_time", False, _plain),
    "datetimepicker": ("selected_date_time", False, _seconds),
    "rich_text_input": ("rich_text_value", False, lambda space, known, value: value),
}
