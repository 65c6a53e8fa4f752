"""What a post-mortem is made of, as data: the whys, who did what, what happened when, and what is to be done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from reports.markdown import Markdown


@dataclass(frozen=True, kw_only=True)
class Rung:
    """One why of the ladder: its answer, and what shows that it is so, a line each."""

    number: int
    why: Markdown
    evidence: Sequence[Markdown] = ()


@dataclass(frozen=True, kw_only=True)
class Term:
    """Somebody held a role from then until then; None: to the end."""

    name: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Part:
    """A role, and who held it, the first one first."""

    role: str
    terms: Sequence[Term]

    @property
    def alone(self) -> bool:
        """Whether one person held it from the beginning to the end, so that times say nothing."""
        return len({term.name for term in self.terms}) == 1 and self.terms[-1].until is None


@dataclass(frozen=True, kw_only=True)
class Moment:
    """One entry of the timeline: as data, and as the `line` that a document shows behind the time."""

    at: datetime
    kind: str
    who: str
    source: str
    """From where it is known: `Slack`, `SignalCraft`, or the tool that told it."""
    text: str
    link: str
    pinned: bool
    key: bool
    """One of the moments that count."""
    minor: bool
    """A document that people read leaves it out: our own bookkeeping, and what is gone."""
    files: Sequence[str]
    """Where the pages show what was kept with it."""
    line: Markdown


@dataclass(frozen=True, kw_only=True)
class Action:
    """One action item: as data, and as the `line` of a document."""

    number: int
    text: str
    owner: str
    due_at: datetime | None
    done_at: datetime | None
    overdue: bool
    link: str
    ticket: str
    ticket_url: str
    ticket_status: str
    line: Markdown
