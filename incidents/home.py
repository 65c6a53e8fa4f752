"""What is open, what of it is one person's, and what they owe: for the app's home and for whoever asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from incidents.drill import counts
from incidents.incident import RESOLVED, Incident

SHOWN = 20
"""Open incidents on a home, the worst first; all others are named by number."""
OWN = 20
"""Of each that is theirs."""


@dataclass(frozen=True, kw_only=True)
class Mine:
    """What is one person's (Slack id): incidents with a role, others that they declared, and what they owe."""

    person: str
    roles: Sequence[Incident] = ()
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
    """How SignalCraft itself is doing, in short: its connections to Slack, and what stands in the outbox."""

    sockets: int
    hello_at: datetime | None
    waiting: int
    given_up: int

    @property
    def fine(self) -> bool:
        return self.sockets > 0 and not self.given_up


def owes(incident: Incident, person: str) -> bool:
    """Whether its post-mortem is theirs to write: it is resolved, has none, and they led it, or declared it.

    A drill ends with its grade, and owes nothing.
    """
    if not counts(incident) or incident.status != RESOLVED or "postmortem" in incident.refs:
        return False
    leader = incident.holder("commander")
    return person == (leader.user_id if leader else incident.declared_by)
