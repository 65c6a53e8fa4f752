"""Cursor paging: the slice that was asked for and the cursor to the next."""

import base64
import binascii
import re
from collections.abc import Sequence
from typing import TypeVar

from sandbox.api.registry import Call, SlackError, invalid
from sandbox.workspace.nouns import Json

Item = TypeVar("Item")
OFFSET = re.compile(r"\d{1,9}", re.ASCII)


def limit(call: Call, default: int, most: int = 1000, code: str = "invalid_arguments") -> int:
    """How many at most; `code` is what the method answers to a size that cannot be."""
    number = call.number("limit", default)
    if 1 <= number <= most:
        return number
    if code == "invalid_arguments":
        raise invalid(code, [f"must be between 1 and {most} [json-pointer:/limit]"])
    raise SlackError(code)


def page(call: Call, items: Sequence[Item], size: int) -> tuple[list[Item], Json]:
    """One page of a list, with its response_metadata."""
    start = _start(call)
    rest = len(items) > start + size
    return list(items[start : start + size]), {"next_cursor": cursor(f"offset:{start + size}") if rest else ""}


def cursor(word: str) -> str:
    return base64.b64encode(word.encode()).decode()


def read_cursor(call: Call, kind: str) -> str:
    """What a cursor of this kind holds, empty when none was given."""
    given = call.text("cursor")
    if not given:
        return ""
    try:
        word = base64.b64decode(given, validate=True).decode()
    except (binascii.Error, ValueError):
        raise SlackError("invalid_cursor") from None
    if not word.startswith(f"{kind}:"):
        raise SlackError("invalid_cursor")
    return word.split(":", 1)[1]


def _start(call: Call) -> int:
    word = read_cursor(call, "offset")
    if word and not OFFSET.fullmatch(word):
        raise SlackError("invalid_cursor")
    return int(word or 0)
