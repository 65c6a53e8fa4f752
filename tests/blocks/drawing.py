"""A message or a form as plain text, as a person sees it: what `docs/messages.md` shows."""

import html
import re
from collections.abc import Callable, Mapping
from typing import Any

from blocks.message import Message

Json = dict[str, Any]
LONGEST_MENU = 6


def message(found: Message, names: Mapping[str, str]) -> str:
    """Line by line; a message without blocks is its text."""
    return blocks(found.blocks, names) if found.blocks else said(found.text, names)


def view(found: Json, names: Mapping[str, str]) -> str:
    """A form with its title and its buttons at the end, or the app's home."""
    inside = blocks(found["blocks"], names)
    if found["type"] == "home":
        return inside
    buttons = [found[name]["text"] for name in ("close", "submit") if found.get(name)]
    return "\n\n".join([f"══ {found['title']['text']} ══", inside, _row(buttons)])


def blocks(found: list[Json], names: Mapping[str, str]) -> str:
    """Block by block, an empty line between them."""
    return "\n\n".join(DRAWN[block["type"]](block, names) for block in found)


def said(text: str, names: Mapping[str, str]) -> str:
    """mrkdwn with people, channels and times as they are shown."""
    text = re.sub(r"<@(\w+)>", lambda m: f"@{names.get(m[1], m[1])}", text)
    text = re.sub(r"<#(\w+)>", lambda m: f"#{names.get(m[1], m[1])}", text)
    text = re.sub(r"<!date\^[^|>]*\|([^>]*)>", r"\1", text)
    text = re.sub(r"<!subteam\^(\w+)>", lambda m: f"@{names.get(m[1], m[1])}", text)
    text = re.sub(r"<([^<>|]+)\|([^<>]+)>", r"\2 (\1)", text)
    return html.unescape(re.sub(r"<(https?://[^<>]+)>", r"\1", text))


def _text(found: Json, names: Mapping[str, str]) -> str:
    return str(found["text"]) if found["type"] == "plain_text" else said(found["text"], names)


def _header(block: Json, names: Mapping[str, str]) -> str:
    return f"# {_text(block['text'], names)}"


def _section(block: Json, names: Mapping[str, str]) -> str:
    lines = [_text(block["text"], names)] if block.get("text") else []
    lines += [_text(field, names).replace("\n", ": ", 1) for field in block.get("fields", ())]
    lines += [_element(block["accessory"], names)] if block.get("accessory") else []
    return "\n".join(lines)


def _context(block: Json, names: Mapping[str, str]) -> str:
    return "\n".join(f"· {_text(each, names)}" for each in block["elements"])


def _actions(block: Json, names: Mapping[str, str]) -> str:
    return " ".join(_element(each, names) for each in block["elements"])


def _input(block: Json, names: Mapping[str, str]) -> str:
    optional = " (optional)" if block.get("optional") else ""
    lines = [f"{block['label']['text']}{optional}", f"  {_element(block['element'], names)}"]
    return "\n".join([*lines, *([f"  {block['hint']['text']}"] if block.get("hint") else [])])


def _rich_text(block: Json, names: Mapping[str, str]) -> str:
    return "\n".join(_rich(each, names) for each in block["elements"]).strip("\n")


def _rich(part: Json, names: Mapping[str, str]) -> str:
    kind = part["type"]
    if kind == "rich_text_list":
        return "\n".join(f"  • {_rich(each, names)}" for each in part["elements"])
    if "elements" in part:
        return "".join(_rich(each, names) for each in part["elements"])
    if kind in ("user", "channel"):
        mark, found = ("@", part["user_id"]) if kind == "user" else ("#", part["channel_id"])
        return f"{mark}{names.get(found, found)}"
    if kind == "date":
        return str(part["fallback"])
    if kind == "link":
        return f"{part['text']} ({part['url']})" if part.get("text") else str(part["url"])
    return f":{part['name']}:" if kind == "emoji" else str(part["text"])


def _element(element: Json, names: Mapping[str, str]) -> str:
    """`[Button]`, `[▾ a menu: with its options]`, `[ what a field holds ]`, `( ) a choice`."""
    kind = element["type"]
    if kind == "button":
        return f"[{element['text']['text']}]"
    if kind in ("radio_buttons", "checkboxes"):
        left, right = "()" if kind == "radio_buttons" else "[]"
        chosen = [element.get("initial_option"), *element.get("initial_options", ())]
        return "\n  ".join(
            f"{left}{'x' if each in chosen else ' '}{right} {each['text']['text']}" for each in element["options"]
        )
    held = element.get("initial_value") or _chosen(element) or _placeholder(element)
    if kind.endswith("text_input"):
        return f"[ {held} ]"
    options = [each["text"]["text"] for each in element.get("options", ())]
    options += [each["text"]["text"] for group in element.get("option_groups", ()) for each in group["options"]]
    more = ["…"] if len(options) > LONGEST_MENU else []
    listed = ", ".join([*options[:LONGEST_MENU], *more])
    return f"[▾ {': '.join(each for each in (held, listed) if each)}]"


def _chosen(element: Json) -> str:
    option = element.get("initial_option")
    return str(option["text"]["text"]) if option else ""


def _placeholder(element: Json) -> str:
    return str(element["placeholder"]["text"]) if element.get("placeholder") else ""


def _row(buttons: list[str]) -> str:
    return " ".join(f"[{each}]" for each in buttons)


DRAWN: dict[str, Callable[[Json, Mapping[str, str]], str]] = {
    "header": _header,
    "section": _section,
    "context": _context,
    "actions": _actions,
    "input": _input,
    "rich_text": _rich_text,
    "divider": lambda block, names: "───",
    "markdown": lambda block, names: str(block["text"]),
}
