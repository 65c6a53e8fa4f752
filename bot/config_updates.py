"""The part of the config about status updates: what they begin with, and whose a second person looks at."""

import re
from collections.abc import Iterable, Sequence

from bot.config_table import Table
from incidents.catalog import Severity
from incidents.incident import STATUSES
from incidents.status_update import AUDIENCES
from incidents.templates import LONGEST, TEMPLATES, unsound

TEMPLATE_KEYS = ("status", "text")
LONGEST_WAIT = 24 * 60
"""Minutes."""


def update_every(table: Table) -> int:
    """Minutes after which people should hear more; 0 when the severity asks for no updates."""
    return table.number("update_every", "minutes", most=LONGEST_WAIT) if "update_every" in table else 0


def second_person(top: Table, severities: Sequence[Severity]) -> tuple[str, ...]:
    """Audiences and severities whose updates wait for somebody else to look at them."""
    choices = [*AUDIENCES, *(severity.key for severity in severities if severity.key)]
    return top.texts(
        "second_person", f"one of {', '.join(choices)}", re.compile("|".join(map(re.escape, choices)))
    )


def templates(top: Table) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """What an update of each status begins with, and a sentence for each that cannot be used: ours is taken then.

    Nobody should be without a bot in a bad hour because of a brace.
    """
    found, slips = dict(TEMPLATES), []
    for place, table in enumerate(top.tables("templates", TEMPLATE_KEYS), 1):
        status = table.text(
            "status", f"one of {', '.join(STATUSES)}", limit=20, pattern=re.compile("|".join(STATUSES))
        )
        text = table.words("text", "what an update of this status begins with", limit=LONGEST)
        wrong = list(unsound(text))
        slips += _slips(place, wrong)
        if status and text and not wrong:
            found[status] = text
    return tuple(found.items()), tuple(slips)


def _slips(place: int, wrong: Iterable[str]) -> list[str]:
    return [
        f"templates[{place}].text {why}: the template that comes with SignalCraft is used instead."
        for why in wrong
    ]
