"""The part of the config that says what a drill is graded against."""

from dataclasses import asdict

from bot.config_table import Table
from incidents.catalog import TARGETS, Targets

DRILL_KEYS = tuple(asdict(TARGETS))
LONGEST = 24 * 60


def drill(top: Table) -> Targets:
    """What is not said keeps its default."""
    table = top.table("drill", DRILL_KEYS)
    if table is None:
        return TARGETS
    given = {key: table.number(key, "minutes", most=LONGEST) for key in DRILL_KEYS if key in table}
    return Targets(**{**asdict(TARGETS), **given})
