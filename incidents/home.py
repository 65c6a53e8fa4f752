"""What is open, what of it is one person's, and what they owe: for the app's home and for whoever asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from incidents.catalog import Catalog
from incidents.incident import Incident
from incidents.promises import writer_of
from incidents.reviewing import is_owed, owner_of
from incidents.task import Task

SHOWN = 20
"""Open incidents on a home, the worst first; all others are named by number."""
OWN = 50
"""Incidents that are looked through for what is theirs, open ones and ended ones."""
OWED_FOR = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Mine:
    """What is one person's (Slack id): incidents with a role, tasks, others that they declared, and what they owe.

    A task comes with its incident; of one that has ended it is an action item. `updates`: people were promised to
    hear more, and wait for this person's words; the earliest first.
    """

    person: str
    roles: Sequence[Incident] = ()
    tasks: Sequence[tuple[Incident, Task]] = ()
    updates: Sequence[Incident] = ()
    declared: Sequence[Incident] = ()
    owed: Sequence[Incident] = ()


@dataclass(frozen=True, kw_only=True)
class Home:
    """Everything in it may be seen by whoever it belongs to. `opened`: how many incidents are open in all."""

    mine: Mine
    open: Sequence[Incident] = ()
    opened: int = 0


@dataclass(frozen=True, kw_only=True)
class Health:
    """How SignalCraft itself is doing, in short: its connections to Slack, and what stands in the outbox.

    `sockets`: None where another process has them.
    """

    sockets: int | None
    hello_at: datetime | None
    waiting: int
    given_up: int

    @property
    def fine(self) -> bool:
        return self.sockets != 0 and not self.given_up


def sorted_out(
    person: str, catalog: Catalog, *, open: Sequence[Incident], ended: Sequence[Incident], at: datetime
) -> Mine:
    """What of these is theirs, and how."""
    roles = [incident for incident in open if any(each.user_id == person for each in incident.held_now)]
    return Mine(
        person=person,
        roles=roles,
        tasks=[(each, task) for each in (*open, *ended) for task in _todo(each) if task.assignee_id == person],
        updates=sorted(
            (each for each in open if each.next_update_at and writer_of(each) == person),
            key=lambda each: each.next_update_at or each.declared_at,
        ),
        declared=[each for each in open if each.declared_by == person and each not in roles],
        owed=[each for each in ended if owed_by(each, catalog, at=at) == person],
    )


def _todo(incident: Incident) -> list[Task]:
    """What is still to be done, after the end as far as it was carried over."""
    return [task for task in incident.open_tasks if incident.is_open or task.carried_at]


def owed_by(incident: Incident, catalog: Catalog, *, at: datetime) -> str | None:
    """Whose its post-mortem is to finish, until it is published or waived; nobody's where none is owed.

    Of an incident from before post-mortems were kept nobody can say that it is written: that is shown for a week.
    """
    resolved = incident.resolved_at
    if resolved is None or not is_owed(incident, catalog):
        return None
    if incident.postmortem is None and at - resolved > OWED_FOR:
        return None
    return owner_of(incident)
