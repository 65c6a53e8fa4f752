"""The part of the config about post-mortems: for what none is owed, and how often people are reminded."""

import re
from collections.abc import Sequence

from bot.config_table import Table
from incidents.catalog import WRITING, Severity, Writing

POSTMORTEM_KEYS = ("waived_for", "remind_every")
LONGEST_WAIT = 90
"""Days."""


def postmortem(top: Table, severities: Sequence[Severity]) -> Writing:
    """What is not said keeps its default."""
    table = top.table("postmortem", POSTMORTEM_KEYS)
    if table is None:
        return WRITING
    keys = [severity.key for severity in severities if severity.key]
    one_of = re.compile("|".join(map(re.escape, keys)))
    every = table.number("remind_every", "days", most=LONGEST_WAIT) if "remind_every" in table else None
    return Writing(
        waived_for=table.texts("waived_for", f"one of {', '.join(keys)}", one_of),
        remind_every=every or WRITING.remind_every,
    )
