"""Reading a click as Slack sends it."""

import json
from typing import Any

from incidents.refusal import Refusal
from storage.where import Where, in_channel, numbered

Body = dict[str, Any]
OLD_BUTTON = "This button is of an older version. `/incident status` shows how things are."
OLD_FORM = "This form is of an older version. Close it and open it again."


class Kept(dict[str, Any]):
    """What a button or a form carries from when it was drawn. A key that this version misses there is refused."""

    def __init__(self, text: str | None, old: str) -> None:
        self._old = old
        try:
            super().__init__(json.loads(text or ""))
        except (TypeError, ValueError) as error:
            raise Refusal(old) from error

    def __missing__(self, key: str) -> Any:
        raise Refusal(self._old)


def clicked(body: Body) -> dict[str, Any]:
    """The one action that was clicked."""
    action: dict[str, Any] = body["actions"][0]
    return action


def on_button(body: Body) -> Kept:
    """What the button that was clicked carries."""
    return Kept(clicked(body).get("value"), OLD_BUTTON)


def in_form(view: dict[str, Any]) -> Kept:
    """What a form carries in its metadata."""
    return Kept(view.get("private_metadata") or "{}", OLD_FORM)


def about(body: Body) -> Where | None:
    """The incident that a click or a form is about, for whoever it comes from: the one it names, else the room's.

    A button's value is its number, or names it as `incident`, and so may what is chosen in a menu. In a form the
    metadata does: there a value may be what somebody types.
    """
    view, action = body.get("view") or {"type": "home"}, (body.get("actions") or [{}])[0]
    told = action.get("value") or _of_option(action)
    number = _named(told if view.get("type") == "home" else view.get("private_metadata"))
    if number is not None:
        return numbered(number, seen_by=body["user"]["id"])
    channel = (body.get("channel") or {}).get("id")
    return in_channel(channel) if channel else None


def _of_option(action: dict[str, Any]) -> str:
    """The value of what was chosen, where it names an incident; others are numbers of other things."""
    value = str((action.get("selected_option") or {}).get("value") or "")
    return value if value.startswith("{") else ""


def on_option(body: Body) -> Kept:
    """What the option carries that was chosen."""
    return Kept((clicked(body).get("selected_option") or {}).get("value"), OLD_BUTTON)


def meant(body: Body) -> Where:
    """The same, where there is no doing without one."""
    found = about(body)
    if found is None:
        raise Refusal(OLD_BUTTON)
    return found


def _named(text: str | None) -> int | None:
    """The number in `42` or `{"incident": 42}`."""
    try:
        told = json.loads(text or "")
    except ValueError:
        return None
    found = str(told.get("incident") if isinstance(told, dict) else told)
    return int(found) if found.isascii() and found.isdigit() else None


def once(body: Body) -> str:
    """What marks this very click or form: the same one can come on two sockets, and a form is accepted once."""
    view = body.get("view") or {}
    return f"view:{view['id']}" if body.get("type") == "view_submission" else f"click:{body['trigger_id']}"


def role_word(action: dict[str, Any]) -> str:
    """The role named by an action id such as `take_role:commander`."""
    return str(action["action_id"]).partition(":")[2]


def ticked(values: dict[str, Any], block_id: str) -> bool:
    """Whether a form's box is ticked."""
    return any(element.get("selected_options") for element in values.get(block_id, {}).values())


def typed(values: dict[str, Any], block_id: str) -> str:
    """What a form holds in one of its inputs; an empty one is None in Slack and nothing here."""
    for element in values.get(block_id, {}).values():
        option = element.get("selected_option")
        return str((option or {}).get("value") or element.get("selected_user") or element.get("value") or "")
    return ""


def chosen(values: dict[str, Any], block_id: str) -> list[str]:
    """The values of all that is chosen in a menu that takes several."""
    options = (o for element in values.get(block_id, {}).values() for o in element.get("selected_options") or [])
    return [str(option["value"]) for option in options]


def picked_people(values: dict[str, Any], block_id: str) -> list[str]:
    """The Slack ids of those who are chosen in a menu of people."""
    elements = values.get(block_id, {}).values()
    return [str(person) for element in elements for person in element.get("selected_users") or []]


def picked_minute(values: dict[str, Any], block_id: str) -> str:
    """The date and time that was picked, in minutes since the epoch; nothing where none was."""
    picked = (element.get("selected_date_time") for element in values.get(block_id, {}).values())
    return next((str(int(seconds) // 60) for seconds in picked if seconds), "")


def unticked(view: dict[str, Any], block_id: str) -> set[str]:
    """The values of a form's boxes (in blocks `block_id:…`) that are not ticked."""
    blocks = [block for block in view["blocks"] if str(block.get("block_id")).partition(":")[0] == block_id]
    ticked_ones = {value for block in blocks for value in chosen(view["state"]["values"], block["block_id"])}
    return {str(option["value"]) for block in blocks for option in block["element"]["options"]} - ticked_ones


def shown_at_first(view: dict[str, Any], block_id: str) -> str:
    """What one of a form's inputs held when the form was opened."""
    elements = (block["element"] for block in view["blocks"] if block.get("block_id") == block_id)
    return next((str(e.get("initial_value") or e.get("initial_user") or "") for e in elements), "")
