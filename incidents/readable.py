"""What people write in Slack, as somebody reads it who is not there: names for ids, words for links."""

import re
from collections.abc import Iterable, Mapping

SOMEBODY = "somebody"
_PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_CHANNEL = re.compile(r"<#C[A-Z0-9]+(?:\|([^<>]*))?>")
_GROUP = re.compile(r"<!(?:subteam\^[A-Z0-9]+(?:\|@?([^<>]*))?|(here|channel|everyone))>")
_LINK = re.compile(r"<((?:https?://|mailto:)[^<>|\s]+)(?:\|([^<>]*))?>")


def mentioned(texts: Iterable[str | None]) -> set[str]:
    """The Slack ids of all who are named in these."""
    return {found for text in texts for found in _PERSON.findall(text or "")}


def named(text: str, names: Mapping[str, str]) -> str:
    """With names for ids, and nothing else altered."""
    return _PERSON.sub(lambda m: f"@{names.get(m[1], SOMEBODY)}", text)


def readable(text: str, names: Mapping[str, str]) -> str:
    """Still text, to be escaped like any other. Whoever is not in `names` is somebody."""
    text = named(text, names)
    text = _CHANNEL.sub(lambda m: f"#{m[1]}" if m[1] else "a channel", text)
    text = _GROUP.sub(lambda m: f"@{m[1] or m[2] or 'a group'}", text)
    return _LINK.sub(lambda m: f"{m[2]} ({m[1]})" if m[2] else m[1], text)
