"""The part of the config that says who hears of a published post-mortem, and when quiet rooms are archived."""

import re
from collections.abc import Sequence
from datetime import timedelta

from bot.config_table import Table

CLOSING_KEYS = ("channels", "channels_of", "archive_after")
CHANNEL = re.compile(r"[CG][A-Z0-9]{2,20}")
MEANS = "the id of a channel, such as C012AB3CD"
AFTER = re.compile(r"0|[1-9]\d{0,3}[hd]")
WHILE = "days or hours, such as “7d” or “36h”, or “0” for never"


def channels(table: Table) -> tuple[str, ...]:
    """Those that hear of every one that is published."""
    return table.texts("channels", MEANS, CHANNEL)


def channels_of_severity(table: Table, keys: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Those that hear of the ones of a severity, in place of the others."""
    found = table.table("channels_of", keys)
    if found is None:
        return ()
    return tuple((key, found.texts(key, MEANS, CHANNEL)) for key in keys if key in found)


def archive_after(table: Table) -> timedelta | None:
    """For how long nobody is heard in a room until it is archived; None: it never is by itself."""
    words = table.text("archive_after", WHILE, limit=10, pattern=AFTER) if "archive_after" in table else "0"
    number = int(words.rstrip("hd") or 0)
    if not number:
        return None
    return timedelta(hours=number) if words.endswith("h") else timedelta(days=number)
