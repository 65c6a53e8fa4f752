"""The reactions of the config: which emoji on a message does what."""

import re
from collections.abc import Mapping

from bot.config_table import Table

NAME = re.compile(r"[a-z0-9_+'-]+")
MEANS = "the name of an emoji without colons, such as ballot_box_with_check"


def reaction(top: Table, key: str, default: str, *, others: Mapping[str, str]) -> str:
    """The name of an emoji; an empty one switches it off. `others` says what each of the other ones does."""
    if key not in top or top.blank(key):
        return "" if key in top or default in others else default
    found = top.text(key, MEANS, limit=100, pattern=NAME)
    if found in others:
        top.wrong(key, f"must not be {found}: that one {others[found]}")
    return found


def timeline_reactions(top: Table, default: tuple[str, ...]) -> tuple[str, ...]:
    """Those that put a message on the timeline."""
    if "timeline_emoji" not in top:
        return default
    return top.texts("timeline_emoji", MEANS, NAME)


def meaning(timeline: tuple[str, ...], *, task: str = "") -> dict[str, str]:
    """What each emoji that is given away already does."""
    known = dict.fromkeys(timeline, "puts a message on the timeline (timeline_emoji)")
    return known | ({task: "makes a task (task_emoji)"} if task else {})
