"""The reactions of the config: which emoji on a message does what."""

import re

from bot.config_table import Table

NAME = re.compile(r"[a-z0-9_+'-]+")
MEANS = "the name of an emoji without colons, such as ballot_box_with_check"
PUSHPIN = "pushpin"


def reaction(top: Table, key: str, default: str) -> str:
    """The name of an emoji; an empty one switches it off."""
    if key not in top or top.blank(key):
        return "" if key in top else default
    found = top.text(key, MEANS, limit=100, pattern=NAME)
    if found == PUSHPIN:
        top.wrong(key, "must not be pushpin: that one puts a message on the timeline")
    return found
