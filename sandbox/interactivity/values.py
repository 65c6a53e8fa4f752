"""Reads what a person chose in each kind of element, and says under which key Slack reports it."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

from sandbox.workspace.nouns import Json
from sandbox.workspace.shapes import file_json
from sandbox.workspace.space import Workspace


class BadInput(Exception):
    """A value that this element cannot take."""


def word_of(value: Any) -> str:
    """An option's value, given as such or as the whole option."""
    return str(value.get("value") if isinstance(value, dict) else value)


def _option(space: Workspace, known: list[Json], value: Any) -> Json:
    wanted = word_of(value)
    found = next((each for each in known if each["value"] == wanted), None)
    if not found and not known:  # only an external select has none of its own
        raise BadInput(f"there is no option “{wanted}”: none was offered yet, ask /_control/suggest first")
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


def _day(space: Workspace, known: list[Json], value: Any) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise BadInput(f"“{value}” is not a date such as 2026-11-25") from None


def _time(space: Workspace, known: list[Json], value: Any) -> str:
    try:
        return time.fromisoformat(str(value)).strftime("%H:%M")
    except ValueError:
        raise BadInput(f"“{value}” is not a time such as 09:30") from None


def _file(space: Workspace, known: list[Json], value: Any) -> Json:
    """By its id: a person's files are stored before the form is sent."""
    file = space.files.get(word_of(value.get("id")) if isinstance(value, dict) else str(value))
    if not file or file.content is None:
        raise BadInput(f"there is no file “{value}”; POST /_control/file stores one")
    return file_json(space, file)


def _rich(space: Workspace, known: list[Json], value: Any) -> Json:
    """Rich text as it is, or plain words put into it."""
    if isinstance(value, dict) and value.get("type") == "rich_text":
        return value
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": str(value)}]}
    return {"type": "rich_text", "elements": [section]}


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
    "datepicker": ("selected_date", False, _day),
    "timepicker": ("selected_time", False, _time),
    "datetimepicker": ("selected_date_time", False, _seconds),
    "rich_text_input": ("rich_text_value", False, _rich),
    "file_input": ("files", True, _file),
}
