"""The reactions of the config: which emoji on a message does what."""

import re

from bot.config_table import Table

NAME = re.compile(r"[a-z0-9_+'-]+")
MEANS = "the name of an emoji without colons, such as ballot_box_with_check"
PUSHPIN = "pushpin"


def reaction(top: Table, key: str, default: str, *, task: str = "") -> str:
    """The name of an emoji; an empty one switches it off. `task` is the one that makes tasks, and no other."""
    if key not in top or top.blank(key):
        return "" if key in top else default
    found = top.text(key, MEANS, limit=100, pattern=NAME)
    if found == PUSHPIN:
        top.wrong(key, "must not be pushpin: that one puts a message on the timeline")
    if found and found == task:
        top.wrong(key, "must not be the one that makes a task (task_emoji)")
    return found
