"""Judges the body of a control call before anybody reads it: which kind of value each field takes."""

from typing import Any

from sandbox.workspace.nouns import Json

WORDS = (
    "action_id", "base64", "block_id", "bookmark_id", "by", "callback_id", "channel", "command", "content",
    "creator", "description", "display_name", "email", "emoji", "file", "handle", "id", "link", "name", "phone",
    "real_name", "reason", "tab", "target", "team", "text", "thread_ts", "title", "topic", "trigger", "ts", "tz",
    "user", "view_id", "purpose", "canvases", "markdown",
)  # fmt: skip
LISTS = ("blocks", "files", "kinds", "members", "with")
NAMES = ("members", "with")  # lists of people
OBJECTS = ("values",)
FLAGS = ("clear", "deleted", "disabled", "guest", "is_private", "raw", "reply_broadcast", "single_channel")
LONGEST = 100_000  # characters of a word; files excepted
FREE = ("base64", "content")


def mistake(body: Json) -> str:
    """The first field that holds what it cannot hold, in a sentence; nothing when all are sound."""
    found = (_mistake(name, value) for name, value in body.items() if value is not None)
    return next((f"“{name}” must be {told}" for name, told in found if told), "")


def _mistake(name: str, value: Any) -> tuple[str, str]:
    if name in WORDS and not (isinstance(value, str) or (isinstance(value, int) and not isinstance(value, bool))):
        return name, "a text"
    if name in WORDS and name not in FREE and len(str(value)) > LONGEST:
        return name, f"no longer than {LONGEST} characters"
    if name in LISTS and not isinstance(value, list):
        return name, "a list"
    if name in NAMES and not all(isinstance(each, str) for each in value):
        return name, "a list of names or ids"
    if name in OBJECTS and not isinstance(value, dict):
        return name, "an object"
    return name, "true or false" if name in FLAGS and value not in (True, False, 0, 1) else ""
