"""The part of the config that says when the digest channel hears how the week was."""

from zoneinfo import ZoneInfo

from bot.config_table import Table
from incidents.weekly import Weekly, weekly

DIGEST_KEYS = ("weekly", "zone")
WHEN = "a weekday and a time, such as “monday 9:00”, or “” for never"
ZONE = "a time zone's name, such as Europe/Berlin"


def digest(top: Table) -> Weekly | None:
    """Monday at nine in UTC, unless it says otherwise."""
    table = top.table("digest", DIGEST_KEYS)
    if table is None:
        return Weekly()
    tz = table.text("zone", ZONE, limit=60) if "zone" in table else "UTC"
    if tz and not _is_zone(tz):
        table.wrong("zone", f"must be {ZONE}, not “{tz}”")
    if table.blank("weekly"):
        return None
    words = table.text("weekly", WHEN, limit=40) if "weekly" in table else "monday 9:00"
    found = weekly(words, tz)
    if words and found is None:
        table.wrong("weekly", f"must be {WHEN}, not “{words}”")
    return found


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        return False
    return True
