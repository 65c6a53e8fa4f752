"""Reading text that Slack sends: back to the characters that somebody typed."""

import re
from collections.abc import Mapping
from typing import Any

from blocks.block_text import written
from incidents.kept_file import harmless

_TOKEN = re.compile(r"<([@#!][^<>]+|[a-z][a-z0-9+.-]*:[^<>]+)>")
"""A mention, a channel, a special word, or an address; other brackets are somebody's own."""
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_ROOM = re.compile(r"<#([CG][A-Z0-9]+)(?:\|[^<>]*)?>")
_GROUP = re.compile(r"<!subteam\^([A-Z0-9]+)(?:\|[^<>]*)?>")

NO_WORDS = "(a message without text)"
UNSEEN = "a private channel"
"""How one is called that not everybody may know of."""
TOMBSTONE = "tombstone"
"""The subtype of what Slack leaves in the place of a deleted message that has replies."""


def mentioned(text: str) -> list[str]:
    """The Slack ids of the people a text mentions."""
    return _MENTION.findall(text)


def grouped(text: str) -> list[str]:
    """The Slack ids of the user groups a text mentions."""
    return _GROUP.findall(text)


def rooms(text: str) -> list[str]:
    """The Slack ids of the channels a text mentions."""
    return _ROOM.findall(text)


def all_of(message: Mapping[str, Any]) -> str:
    """Every word of a message as Slack writes it, wherever in it that stands."""
    attached = message.get("attachments") or []
    parts = [message.get("text") or "", written(message.get("blocks"))]
    for each in attached:
        parts += [str(each.get(key) or "") for key in ("pretext", "title", "text", "fallback")]
        parts += [f"{field.get('title')} {field.get('value')}" for field in each.get("fields") or []]
        parts.append(written(each.get("blocks")))
    return "\n".join(parts)


def room(text: str) -> str | None:
    """The Slack id of a channel, where the text is nothing but its mention."""
    found = _ROOM.fullmatch(text.strip())
    return found.group(1) if found else None


def names_a_room(text: str) -> bool:
    """Whether a channel is mentioned anywhere in it."""
    return bool(_ROOM.search(text))


def without_codes(text: str) -> str:
    """The words beside people and user groups, as somebody typed them."""
    return readable(_GROUP.sub(" ", _MENTION.sub(" ", text))).strip()


def readable(text: str, names: Mapping[str, str] | None = None) -> str:
    """Plain words: mentions and channels by name, links as label and address, entities undone once."""
    known = names or {}
    return unescape(_TOKEN.sub(lambda match: _token(match.group(1), known), text))


def said(message: Mapping[str, Any], names: Mapping[str, str] | None = None) -> str:
    """What a message says: its text, else its blocks; what alerts put into attachments; the names of its files."""
    text = readable(message.get("text") or "", names).strip() or _joined(message.get("blocks"), names)
    attached = (_attachment(each, names) for each in message.get("attachments") or [])
    told = "\n".join(dict.fromkeys(part for part in (text, *attached) if part))
    files = ", ".join(
        f"📎 {harmless(str(f.get('name') or f.get('title') or ''))}" for f in message.get("files") or []
    )
    return " ".join(part for part in (told, files) if part) or NO_WORDS


def says_other(message: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    """Whether a message says something else than before. New replies and previews of links are nothing it says."""
    return _own(message) != _own(before)


def unescape(text: str) -> str:
    """Undo exactly the three characters that Slack escapes; `&amp;lt;` is what somebody typed as `&lt;`."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def _token(inner: str, names: Mapping[str, str]) -> str:
    target, _, label = inner.partition("|")
    if target.startswith("@"):
        return f"@{names.get(target[1:]) or label or target[1:]}"
    if target.startswith("#"):
        known = names.get(target[1:]) or label or target[1:]
        return known if known == UNSEEN else f"#{known}"
    if target.startswith("!subteam^"):
        handle = names.get(target.removeprefix("!subteam^"))
        return f"@{handle}" if handle else label or "@group"
    if target.startswith("!"):
        return _special(target[1:], label)
    address = target.removeprefix("mailto:")
    return f"{label} ({target})" if label and label not in (target, address) else address


def _special(target: str, label: str) -> str:
    """`<!here>`, `<!date^…|fallback>`."""
    word = target.partition("^")[0]
    if word == "date":
        return label
    return f"@{label.lstrip('@') or word}"


def _attachment(attachment: Mapping[str, Any], names: Mapping[str, str] | None) -> str:
    """The old way of alerts, and the new one, whose blocks stand in an attachment."""
    parts = [attachment.get(key) for key in ("pretext", "title", "text")]
    parts += [f"{each.get('title') or ''}: {each.get('value') or ''}" for each in attachment.get("fields") or []]
    told = [readable(str(part), names).strip() for part in parts if part]
    told += [_joined(attachment.get("blocks"), names)]
    whole = "\n".join(part for part in told if part)
    return whole or readable(attachment.get("fallback") or "", names).strip()


def _own(message: Mapping[str, Any]) -> tuple[Any, ...]:
    attached = [each for each in message.get("attachments") or [] if not each.get("from_url")]
    files = [(each.get("id"), each.get("name")) for each in message.get("files") or []]
    return message.get("text") or "", message.get("blocks") or [], attached, files


def _joined(blocks: Any, names: Mapping[str, str] | None) -> str:
    return readable(written(blocks), names).strip()
