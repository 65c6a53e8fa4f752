"""What a job has at hand, and what it is asked to do."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from incidents.catalog import Catalog
from incidents.change import Rule
from incidents.incident import Incident
from incidents.installation import Finding
from integrations.jira import Jira
from integrations.meetings import Provider
from integrations.slack import Slack
from jobs.oncall import SOURCES, OnCallSource
from storage.store import Store


@dataclass(frozen=True)
class Identity:
    """Who we are in the workspace, as auth.test said."""

    team_id: str
    team_url: str
    user_id: str
    bot_id: str


async def nothing_seen() -> Sequence[Finding]:
    """Where nobody has given eyes."""
    return ()


@dataclass(frozen=True)
class Desk:
    """The tools of all jobs."""

    store: Store
    slack: Slack
    catalog: Catalog
    now: Callable[[], datetime]
    me: Identity
    providers: Mapping[str, Provider] = field(default_factory=dict)
    """Who can make a meeting, by the word that people type."""
    on_call: tuple[OnCallSource, ...] = SOURCES
    look: Callable[[], Awaitable[Sequence[Finding]]] = nothing_seen
    """Looks at SignalCraft itself."""
    connected: Callable[[], tuple[int | None, datetime | None]] = lambda: (0, None)
    """How many connections to Slack work (None: others have them), and when it last said hello."""
    pages: str = ""
    """Where people reach the pages, if that is known."""
    tickets: Jira | None = None
    """Where action items become tickets, if anywhere."""


@dataclass(frozen=True)
class Attempt:
    """Which try this is (the first is 1) and since when the effect has been wanted."""

    number: int
    since: datetime

    @property
    def repeated(self) -> bool:
        """An earlier try may have been done without our knowing: look before doing it again."""
        return self.number > 1


@dataclass(frozen=True)
class Order:
    """One effect to perform for one incident."""

    effect: Any
    incident: Incident
    desk: Desk
    attempt: Attempt


Job = Callable[[Order], Awaitable[Rule | None]]
"""Calls the outside once, and returns the rule that records what came of it."""
