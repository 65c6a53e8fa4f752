"""What the config file says of Jira: to which project tickets go, and with which fields."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from bot.config_table import Table
from incidents.catalog import Severity
from incidents.tracker import Tracker

JIRA_KEYS = ("project", "type", "labels", "priorities", "fields")
PROJECT = re.compile(r"[A-Z][A-Z0-9_]{1,59}")
PROJECT_MEANS = "the key of a project in Jira, such as OPS"
TYPE_LENGTH = 60
LABEL = re.compile(r"\S{1,100}")
LABEL_MEANS = "a label without blanks, at most 100 characters"
FIELD = re.compile(r"customfield_\d{1,10}|[A-Za-z]{1,60}")
OURS = ("project", "issuetype", "summary", "description", "labels")
"""Fields that a ticket gets otherwise."""


def jira(top: Table, levels: Sequence[Severity]) -> Tracker | None:
    """The table `[jira]`, if there is one."""
    table = top.table("jira", JIRA_KEYS)
    if table is None:
        return None
    kind = table.text("type", "a type of ticket", limit=TYPE_LENGTH) if "type" in table else Tracker.type
    return Tracker(
        project=table.text("project", PROJECT_MEANS, limit=TYPE_LENGTH, pattern=PROJECT),
        type=kind,
        labels=table.texts("labels", LABEL_MEANS, LABEL),
        priorities=_priorities(table, levels),
        fields=_fields(table),
    )


def _priorities(table: Table, levels: Sequence[Severity]) -> dict[str, str]:
    found = {}
    keys = {level.key for level in levels}
    for key, value in table.free("priorities").items():
        if key not in keys:
            table.wrong(f"priorities.{key}", f"must be one of the severities {', '.join(sorted(keys))}")
        elif not isinstance(value, str) or not value.strip():
            table.wrong(f"priorities.{key}", "must be the name of a priority in Jira, such as “High”")
        else:
            found[key] = value.strip()
    return found


def _fields(table: Table) -> dict[str, Any]:
    found = {}
    for key, value in table.free("fields").items():
        if not FIELD.fullmatch(key):
            table.wrong(f"fields.{key}", "must be the id of a field in Jira, such as customfield_10040")
        elif key in OURS:
            table.wrong(f"fields.{key}", "is set by SignalCraft itself")
        else:
            found[key] = _plain(value)
    return found


def _plain(value: Any) -> Any:
    """TOML knows dates, Jira takes them as texts."""
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date | datetime) else value
