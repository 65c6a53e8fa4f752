"""Which kind of value each argument takes, of whatever method or answer: text unless it stands here."""

import re
from typing import Any

from sandbox.workspace.nouns import Json

FLAGS = frozenset({
    "as_user", "delete_original", "enable_section", "exclude_archived", "exclude_muted", "force", "full",
    "include_all_metadata", "include_categories", "include_count", "include_disabled", "include_labels",
    "include_locale", "include_num_members", "include_users", "inclusive", "is_private", "is_shared", "link_names",
    "mrkdwn", "prevent_creation", "replace_original", "reply_broadcast", "return_im", "unfurl_links",
    "unfurl_media",
})  # fmt: skip
NUMBERS = frozenset({"count", "length", "limit", "page"})
STRUCTURES = frozenset({
    "attachments", "blocks", "changes", "criteria", "document_content", "file_ids", "files", "metadata",
    "unfurled_attachments", "view",
})  # fmt: skip  # judged by the methods that take them
CHOICES = {"parse": ("full", "none"), "response_type": ("ephemeral", "in_channel")}
FLAG_WORDS = ("0", "1", "true", "false", "True", "False", "")
NUMBER = re.compile(r"-?\d{1,15}", re.ASCII)


def problems(args: Json) -> list[str]:
    """What is wrong with the values, each with where it stands."""
    return [
        f"{said} [json-pointer:/{name}]"
        for name, value in args.items()
        if value is not None and (said := _problem(name, value))
    ]


def _problem(name: str, value: Any) -> str:
    if name in STRUCTURES:
        return ""
    if name in FLAGS:
        fits = value in FLAG_WORDS if isinstance(value, str) else isinstance(value, int) and value in (0, 1)
        return "" if fits else "must provide a boolean"
    if name in NUMBERS:
        fits = NUMBER.fullmatch(value) is not None if isinstance(value, str) else _whole(value)
        return "" if fits else "must provide an integer"
    if not isinstance(value, str):
        return "must provide a string"
    return "" if value in CHOICES.get(name, (value,)) else "must be a valid enum value"


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**15
