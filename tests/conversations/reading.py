"""What the eye finds in a message: its words, its buttons."""

from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]


def words(message: Json) -> str:
    """Everything that a message's blocks say, line by line; its text where it has no blocks."""
    found = list(_texts(message.get("blocks") or []))
    return "\n".join(found) or str(message.get("text") or "")


def elements(message: Json) -> Iterator[Json]:
    """Every button, menu and input of a message or a form."""
    for block in message.get("blocks") or []:
        yield from (e for e in block.get("elements") or [] if "action_id" in e)
        for place in ("accessory", "element"):
            if "action_id" in (block.get(place) or {}):
                yield block[place]


def actions(message: Json) -> dict[str, str]:
    """What can be clicked, by action id, with the words on it."""
    return {e["action_id"]: (e.get("text") or {}).get("text", "") for e in elements(message)}


def button(message: Json, action_id: str) -> Json:
    """One element by its action id."""
    found = [e for e in elements(message) if e["action_id"] == action_id]
    assert found, f"no {action_id} among {list(actions(message))}"
    return found[0]


def options(form: Json, block_id: str) -> list[Json]:
    """The options of a select, groups included."""
    [element] = [b["element"] for b in form["blocks"] if b.get("block_id") == block_id]
    grouped = [o for group in element.get("option_groups") or [] for o in group["options"]]
    return [*(element.get("options") or []), *grouped]


def block_types(message: Json) -> list[str]:
    return [block["type"] for block in message.get("blocks") or []]


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for each in part:
            yield from _texts(each)
    elif isinstance(part, dict):
        if isinstance(part.get("text"), str):
            yield part["text"]
        if part.get("type") == "channel":
            yield f"<#{part['channel_id']}>"
        for key, value in part.items():
            if isinstance(value, list | dict) and key not in ("options", "style"):
                yield from _texts(value)
