"""Slack's limits on messages and views, as we read them in Slack's documentation: a checker of our own.

It shares no line with the workspace's validator, so that a mistake in one is seen by the other.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
MESSAGE_TEXT = 12_000
"""Characters of all text in a message's blocks, with about 20 for each block: beyond, `msg_blocks_too_long`."""
UPDATE_TEXT = 4000
"""The `text` beside blocks: chat.update refuses more."""

LIMITS = {
    ("button", "text"): 75,
    ("context", "elements"): 2000,
    ("header", "text"): 150,
    ("input", "hint"): 2000,
    ("input", "label"): 2000,
    ("modal", "close"): 24,
    ("modal", "submit"): 24,
    ("modal", "title"): 24,
    ("option", "description"): 75,
    ("option", "text"): 75,
    ("option_group", "label"): 75,
    ("plain_text_input", "placeholder"): 150,
}
"""Longest text object by where it stands; anywhere else it is 3000."""
PLAIN_ONLY = {"button", "header", "input", "modal", "option", "option_group", "plain_text_input"}
STRINGS = {
    "block_id": 255,
    "action_id": 255,
    "callback_id": 255,
    "private_metadata": 3000,
    "initial_value": 3000,
    "url": 3000,
}
COUNTS = {"actions": (1, 25), "context": (1, 10), "overflow": (1, 5), "static_select": (1, 100)}
KNOWN = {"actions", "context", "divider", "header", "input", "markdown", "rich_text", "section"}
TOKEN = re.compile(
    r"<@[UW][A-Z0-9]+>|<#C[A-Z0-9]+>|<!date\^\d+\^[^<>|]+\|[^<>]+>"
    r"|<https://incidents\.example\.com/[\w/?=%+.;&-]*\|[^<>|]+>"
    r"|<https://example\.atlassian\.net/browse/[A-Z]+-\d+\|[A-Z]+-\d+>"
    r"|<https://example\.slack\.com/archives/\w+/p\d+\|message>",
)
"""The only things in angle brackets that a message of ours may hold; the last lead to pages, tickets, messages."""


def message(payload: Json) -> list[str]:
    """What Slack would refuse in a message; nothing when it is right."""
    text, blocks = payload["text"], payload.get("blocks", [])
    wrong = [] if 0 < len(text) <= UPDATE_TEXT else [f"text of {len(text)}"]
    wrong += mrkdwn(text)
    if len(blocks) > MESSAGE_BLOCKS:
        wrong.append(f"{len(blocks)} blocks")
    if "blocks" in payload and not blocks:
        wrong.append("blocks without a block")
    total = sum(map(len, texts(blocks))) + 20 * len(blocks)
    if total > MESSAGE_TEXT:
        wrong.append(f"{total} characters in all")
    return wrong + all_blocks(blocks)


def view(payload: Json) -> list[str]:
    """What Slack would refuse in a modal, or in a home."""
    wrong = []
    if not 1 <= len(payload["blocks"]) <= VIEW_BLOCKS:
        wrong.append(f"{len(payload['blocks'])} blocks")
    if any(b["type"] == "input" for b in payload["blocks"]) and not payload.get("submit"):
        wrong.append("inputs without a submit button")
    if len(json.dumps(payload)) > 250_000:
        wrong.append("view larger than 250 KB")
    wrong += all_blocks(payload["blocks"])
    if payload["type"] == "home":
        return wrong + [f"{name} in a home" for name in ("title", "submit", "close") if name in payload]
    if not payload.get("callback_id"):
        wrong.append("no callback_id")
    return wrong + _thing({**payload, "blocks": []}, "modal")


def all_blocks(blocks: list[Json]) -> list[str]:
    wrong = [f"a block of the type {b['type']}" for b in blocks if b["type"] not in KNOWN]
    wrong += _repeated("block_id", [b["block_id"] for b in blocks if "block_id" in b])
    for block in blocks:
        wrong += _repeated("action_id", [p["action_id"] for p in parts(block) if "action_id" in p])
        wrong += _walk(block, block["type"])
    if sum(len(b["text"]) for b in blocks if b["type"] == "markdown") > 12_000:
        wrong.append("markdown of more than 12,000")
    return wrong


def mrkdwn(text: str) -> list[str]:
    """Strangers' text is escaped once, and nothing in brackets is live but what we write ourselves."""
    bare = TOKEN.sub("", text)
    wrong = [f"unescaped {found}" for found in re.findall(r"[<>].{0,12}", bare)]
    return wrong + [f"lone {found}" for found in re.findall(r"&(?!amp;|lt;|gt;).{0,6}", bare)]


def parts(thing: Any) -> Iterator[Json]:
    """Every dict inside, the outermost first."""
    if isinstance(thing, dict):
        yield thing
    for inner in thing.values() if isinstance(thing, dict) else thing if isinstance(thing, list) else ():
        yield from parts(inner)


def texts(thing: Any) -> Iterator[str]:
    """Every text that a person reads."""
    for part in parts(thing):
        for name in ("text", "initial_value"):
            if isinstance(part.get(name), str):
                yield part[name]


def of_kind(kind: str, thing: Any) -> list[str]:
    """The texts of one kind: `plain_text`, `mrkdwn`, `markdown`, or `text` in rich text."""
    return [p["text"] for p in parts(thing) if p.get("type") == kind and isinstance(p.get("text"), str)]


def _walk(thing: Any, where: str) -> list[str]:
    if isinstance(thing, list):
        return [w for inner in thing for w in _walk(inner, where)]
    if not isinstance(thing, dict):
        return []
    wrong = _thing(thing, where)
    for name, inner in thing.items():
        wrong += _walk(inner, _place(inner, name, where))
    return wrong


def _place(inner: Any, name: str, where: str) -> str:
    if name in ("options", "initial_option"):
        return "option"
    if name == "option_groups":
        return "option_group"
    if isinstance(inner, dict) and inner.get("type") in ("plain_text", "mrkdwn"):
        return where
    return inner.get("type", where) if isinstance(inner, dict) else where


def _thing(thing: Json, where: str) -> list[str]:
    """One dict: its own strings, counts and text objects."""
    kind = thing.get("type") if thing.get("type") not in ("plain_text", "mrkdwn", None) else where
    wrong = [
        f"{kind}.{name} of {len(thing[name])}"
        for name, most in STRINGS.items()
        if isinstance(thing.get(name), str) and len(thing[name]) > most
    ]
    for name, inner in thing.items():
        if isinstance(inner, dict) and inner.get("type") in ("plain_text", "mrkdwn"):
            wrong += _text(inner, str(kind), name)
    for inner in thing.get("elements", []) if kind == "context" else []:
        wrong += _text(inner, "context", "elements")
    return wrong + _counts(thing, str(kind)) + _values(thing, str(kind))


def _text(inner: Json, kind: str, name: str) -> list[str]:
    most = LIMITS.get((kind, name), 3000)
    wrong = [] if 0 < len(inner["text"]) <= most else [f"{kind}.{name} of {len(inner['text'])}, not 1 to {most}"]
    if kind in PLAIN_ONLY and inner["type"] != "plain_text":
        wrong.append(f"{kind}.{name} is not plain text")
    return wrong + (mrkdwn(inner["text"]) if inner["type"] == "mrkdwn" else [])


def _counts(thing: Json, kind: str) -> list[str]:
    wrong = []
    inside = thing.get("elements") if kind in ("actions", "context") else thing.get("options")
    if kind in COUNTS and inside is not None and not COUNTS[kind][0] <= len(inside) <= COUNTS[kind][1]:
        wrong.append(f"{len(inside)} in {kind}")
    if kind == "static_select" and ("options" in thing) == ("option_groups" in thing):
        wrong.append("a select needs options or groups")
    if not 1 <= len(thing.get("option_groups", [0])) <= 100:
        wrong.append(f"{len(thing['option_groups'])} groups")
    if kind == "option_group" and "options" in thing and not 1 <= len(thing["options"]) <= 100:
        wrong.append(f"{len(thing['options'])} options in a group")
    if kind == "section":
        fields = thing.get("fields", [])
        wrong += [f"{len(fields)} fields"] if len(fields) > 10 else []
        wrong += [f"field of {len(f['text'])}" for f in fields if not 0 < len(f["text"]) <= 2000]
        wrong += [w for f in fields if f["type"] == "mrkdwn" for w in mrkdwn(f["text"])]
        wrong += [] if fields or thing.get("text") else ["a section without text"]
    return wrong


def _values(thing: Json, kind: str) -> list[str]:
    value = thing.get("value")
    most = {"button": 2000, "option": 75}.get(kind)
    if most is None or value is None or 0 < len(value) <= most:
        return []
    return [f"{kind}.value of {len(value)}"]


def _repeated(name: str, found: list[str]) -> list[str]:
    return [f"{name} {value} twice" for value, times in Counter(found).items() if times > 1]
