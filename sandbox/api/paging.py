"""Cursor paging: the slice that was asked for and the cursor to the next."""

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from sandbox.api.registry import Call, SlackError
from sandbox.workspace.nouns import Json

Item = TypeVar("Item")


def limit(call: Call, default: int, most: int = 1000) -> int:
    number = call.number("limit", default) or default
    if not 1 <= number <= most:
        raise SlackError("invalid_limit")
    return number


def page(call: Call, items: Sequence[Item], default: int = 100) -> tuple[list[Item], Json]:
    """One page of a list, with its response_metadata."""
    start, size = _start(call), limit(call, default)
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
    except (binascii.Error, UnicodeDecodeError):
        raise SlackError("invalid_cursor") from None
    if not word.startswith(f"{kind}:"):
        raise SlackError("invalid_cursor")
    return word.split(":", 1)[1]


def _start(call: Call) -> int:
    word = read_cursor(call, "offset")
    if word and not word.isdigit():
        raise SlackError("invalid_cursor")
    return int(word or 0)
