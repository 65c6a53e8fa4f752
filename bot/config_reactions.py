"""The reactions of the config: which emoji on a message does what. No emoji does two things."""

import re
from collections.abc import Mapping
from typing import Any

from bot.config_table import Table
from incidents.catalog import Catalog

NAME = re.compile(r"[a-z0-9_+'-]+")
MEANS = "the name of an emoji without colons, such as ballot_box_with_check"
DOES = {
    "task_emoji": "makes a task",
    "action_item_emoji": "makes an action item",
    "declare_emoji": "asks whether to declare",
    "taken_emoji": "shows that a message is on the timeline",
}
"""In the order in which they are given away."""


def reactions(top: Table, defaults: Catalog) -> dict[str, Any]:
    """Each by its key; those that put a message on the timeline come first."""
    timeline = top.texts("timeline_emoji", MEANS, NAME) if "timeline_emoji" in top else defaults.timeline_emoji
    given = dict.fromkeys(timeline, "puts a message on the timeline (timeline_emoji)")
    found: dict[str, Any] = {"timeline_emoji": timeline}
    for key, does in DOES.items():
        found[key] = _reaction(top, key, getattr(defaults, key), others=given)
        if found[key]:
            given.setdefault(found[key], f"{does} ({key})")
    return found


def _reaction(top: Table, key: str, default: str, *, others: Mapping[str, str]) -> str:
    """The name of an emoji; an empty one switches it off. `others` says what each of the other ones does."""
    if key not in top or top.blank(key):
        return "" if key in top or default in others else default
    found = top.text(key, MEANS, limit=100, pattern=NAME)
    if found in others:
        top.wrong(key, f"must not be {found}: that one {others[found]}")
    return found
