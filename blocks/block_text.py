"""What blocks say, in the words of a message's text, so that both are read in one way."""

from collections.abc import Iterator
from typing import Any

BROADCASTS = ("here", "channel", "everyone")


def written(blocks: Any) -> str:
    """Every text in blocks, in the order of reading."""
    return " ".join(text for text in _texts(blocks or []) if text.strip())


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for each in part:
            yield from _texts(each)
    elif isinstance(part, dict):
        if str(part.get("type", "")).startswith("rich_text"):
            yield _rich(part)
            return
        if part.get("type") == "image":
            yield str(part.get("alt_text") or "")
        if isinstance(part.get("text"), str):
            yield part["text"]
        for key, value in part.items():
            if isinstance(value, list | dict) and key != "style":
                yield from _texts(value)


def _rich(part: dict[str, Any]) -> str:
    """Rich text: elements follow each other without a blank, and the lines of a list stand below each other."""
    elements = [each for each in part.get("elements") or [] if isinstance(each, dict)]
    kind = part.get("type")
    if kind == "rich_text":
        return "\n".join(_rich(each) for each in elements)
    if kind == "rich_text_list":
        return "\n".join(f"• {_rich(each)}" for each in elements)
    inner = "".join(_element(each) for each in elements)
    return f"```{inner}```" if kind == "rich_text_preformatted" else inner


def _element(part: dict[str, Any]) -> str:
    kind = part.get("type")
    if kind == "user":
        return f"<@{part.get('user_id')}>"
    if kind == "channel":
        return f"<#{part.get('channel_id')}>"
    if kind == "usergroup":
        return f"<!subteam^{part.get('usergroup_id')}>"
    if kind == "broadcast" and part.get("range") in BROADCASTS:
        return f"<!{part['range']}>"
    if kind == "emoji":
        return f":{part.get('name')}:"
    text = _escaped(str(part.get("text") or part.get("fallback") or ""))
    if kind == "link":
        return f"<{_escaped(str(part.get('url')))}|{text}>" if text else f"<{_escaped(str(part.get('url')))}>"
    return f"`{text}`" if (part.get("style") or {}).get("code") else text


def _escaped(text: str) -> str:
    """As Slack writes it in a message's text; in rich text it stands raw."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
