"""The part of the config that says how bad it can be and who plays which part: words that people type."""

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from bot.config_table import Table
from bot.config_updates import update_every
from incidents.catalog import DECLARER, NOBODY, ON_CALL, ROLES, SEVERITIES, Catalog, Role, Severity
from incidents.role import COMMANDER

T = TypeVar("T", Severity, Role)

SEVERITY_KEYS = ("key", "name", "description", "emoji", "update_every")
ROLE_KEYS = ("key", "name", "description", "brief", "remind_after")
MOST = 20
"""Severities, and roles: more do not fit on a card."""
NAME = 40
DESCRIPTION = 75
"""What a line of Slack's menus shows."""
FIRST_COMMANDERS = (NOBODY, DECLARER, ON_CALL)
BRIEF_LINES = 5
REMIND_MEANS = "minutes until the room is asked who takes the role"
DAY = 24 * 60
BRIEF = re.compile(r"(?=.*\S)[^\x00-\x1f\x7f-\x9f\u2028\u2029]{1,150}")
BRIEF_MEANS = "a line of at most 150 characters that a new holder should read"

KEY = re.compile(r"[a-z][a-z0-9_-]{0,19}")
KEY_MEANS = "1 to 20 characters: a letter a-z, then a-z, 0-9, - and _"
_PICTURE = (
    "[©®\u203c\u2049\u2122\u2139\u2194-\u21aa\u231a-\u23ff\u24c2\u25aa-\u27bf\u2934\u2935"
    "\u2b05-\u2b55\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
    "[\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]*"
)
# A flag of two letters, a keycap, or pictures joined into one.
EMOJI = re.compile(
    f"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|(?![\U0001f1e6-\U0001f1ff]){_PICTURE}(?:\u200d{_PICTURE})*"
)
EMOJI_MEANS = "one emoji as a character, such as 🔴"


def severities(top: Table) -> tuple[Severity, ...]:
    """All there are, the worst first."""
    if "severities" not in top:
        return SEVERITIES
    tables = top.tables("severities", SEVERITY_KEYS, most=MOST)
    found = tuple(_severity(table) for table in tables)
    _distinct(tables, found, Catalog(severities=found).severity)
    return found


def _severity(table: Table) -> Severity:
    return Severity(
        key=table.text("key", KEY_MEANS, limit=20, pattern=KEY),
        name=table.text("name", "a word or two", limit=NAME),
        description=table.text("description", "the plain question it answers", limit=DESCRIPTION),
        emoji=table.text("emoji", EMOJI_MEANS, limit=20, pattern=EMOJI),
        update_every=update_every(table),
    )


def default_severity(top: Table, levels: Sequence[Severity], default: str) -> str:
    """That of an incident declared with a title alone."""
    keys = [severity.key for severity in levels]
    choices = ", ".join(key for key in keys if key)
    if "default_severity" in top:
        default = top.text("default_severity", f"the key of a severity: {choices}", limit=20)
        if default and keys and all(keys) and default not in keys:
            top.wrong("default_severity", f"must be the key of a severity ({choices}), not “{default}”")
    elif keys and all(keys) and default not in keys:
        top.wrong("default_severity", f"is missing: without {default} it must name one of {choices}")
    return default


def rooms_from(top: Table, levels: Sequence[Severity]) -> str | None:
    """The least severity that opens a room."""
    if "rooms_from" not in top:
        return None
    keys = [severity.key for severity in levels if severity.key]
    choices = ", ".join(keys)
    found = top.text("rooms_from", f"the key of a severity: {choices}", limit=20)
    if found and keys and found not in keys:
        top.wrong("rooms_from", f"must be the key of a severity ({choices}), not “{found}”")
    return found or None


def roles(top: Table) -> tuple[Role, ...]:
    """All there are, in the order of the card."""
    if "roles" not in top:
        return ROLES
    tables = top.tables("roles", ROLE_KEYS, most=MOST)
    found = tuple(_role(table) for table in tables)
    _distinct(tables, found, Catalog(roles=found).role)
    keys = [role.key for role in found]
    if keys and all(keys) and COMMANDER not in keys:
        top.wrong("roles", "must hold one with the key “commander”: somebody leads every incident")
    return found


def first_commander(top: Table) -> str:
    """Who leads until somebody says otherwise."""
    means = f"one of {', '.join(FIRST_COMMANDERS)}"
    if "first_commander" not in top:
        return NOBODY
    return top.text("first_commander", means, limit=20, pattern=re.compile("|".join(FIRST_COMMANDERS)))


def _role(table: Table) -> Role:
    return Role(
        key=table.text("key", KEY_MEANS, limit=20, pattern=KEY),
        name=table.text("name", "a word or two", limit=NAME),
        description=table.text("description", "what they do", limit=DESCRIPTION),
        brief=_brief(table),
        remind_after=_minutes(table),
    )


def _minutes(table: Table) -> int:
    return table.number("remind_after", REMIND_MEANS, most=DAY) if "remind_after" in table else 0


def _brief(table: Table) -> tuple[str, ...]:
    """What a new holder reads. Without one they read the description."""
    lines = table.texts("brief", BRIEF_MEANS, BRIEF)
    if len(lines) > BRIEF_LINES:
        table.wrong("brief", f"may be at most {BRIEF_LINES} lines, not {len(lines)}")
    return lines


def _distinct(tables: Sequence[Table], found: Sequence[T], meant: Callable[[str], T]) -> None:
    """Every key and name must lead back to its own entry when somebody types it."""
    for table, item in zip(tables, found, strict=True):
        for field, word in (("key", item.key), ("name", item.name)):
            first = meant(word) if word else item
            if first is not item:
                table.wrong(field, f"“{word}” already means “{first.key}”: choose another word")
