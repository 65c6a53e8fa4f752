"""What happens when a reminder is due: each kind has its rule, which says what is said and when it comes again."""

from collections.abc import Callable, Mapping
from datetime import datetime

from incidents.catalog import Catalog
from incidents.change import NOTHING, SILENT, Change, together
from incidents.clock import ABOUT as CLOSING
from incidents.closing import archive_due
from incidents.incident import Incident
from incidents.promises import ABOUT, update_due
from incidents.reminders import came_again, look_again, take_due
from incidents.reviewing import postmortem_due
from incidents.task_reminders import task_due
from incidents.vacancy import VACANT, still_vacant

DueRule = Callable[[Incident, str, Catalog, datetime], Change]
"""Is given the incident, what it is about (`task:3`), the installation's choices, and now."""

REMINDERS: dict[str, DueRule] = {
    "task": task_due,
    VACANT: still_vacant,
    ABOUT: update_due,
    "postmortem": postmortem_due,
    CLOSING: archive_due,
}
"""By the word before the colon."""


def fire(
    incident: Incident, catalog: Catalog, *, at: datetime, rules: Mapping[str, DueRule] = REMINDERS
) -> Change:
    """Let come what is due. A kind that this version does not know is let go of."""
    due = take_due(incident, at=at)
    if not due:
        return SILENT if look_again(incident, at=at) else NOTHING
    changes = []
    for about, before in due.items():
        rule = rules.get(about.partition(":")[0])
        changes += [rule(incident, about, catalog, at)] if rule else []
        came_again(incident, about, before=before)
    return together([SILENT, *changes])
