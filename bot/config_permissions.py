"""The part of the config that says who may do what."""

import re

from bot.config_ids import GROUP, PERSON
from bot.config_table import Table
from incidents.permissions import ACTS, ADMINISTER, ADMINS, DEFAULTS, EVERYONE, Policy

WHO = rf"{EVERYONE}|{GROUP.pattern}|{PERSON.pattern}"
WHO_MEANS = f"{EVERYONE}, or the Slack id of a user group such as S012AB3CD or of a person such as U012AB3CD"


def permissions(top: Table) -> Policy:
    """What is not said is everybody's; looking after SignalCraft itself is for admins."""
    table = top.table("permissions", ACTS)
    return Policy(**{act: _who(table, act) for act in ACTS}) if table else DEFAULTS


def _who(table: Table, act: str) -> tuple[str, ...]:
    if act not in table:
        return DEFAULTS.who(act)
    admins = act == ADMINISTER
    means = f"{ADMINS}, {WHO_MEANS}" if admins else WHO_MEANS
    found = table.texts(act, means, re.compile(f"{ADMINS}|{WHO}" if admins else WHO))
    if EVERYONE in found and len(found) > 1:
        table.wrong(act, f"must hold “{EVERYONE}” alone, or name who may")
    return found
