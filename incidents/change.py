"""What a rule gives back: the entries that people will read and the effects that must still happen."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any, ClassVar, Self

from incidents.incident import Incident
from incidents.postmortem import PostmortemEdit


@dataclass(frozen=True, kw_only=True)
class Effect:
    """Something that must still happen outside. It becomes an outbox row, and the row outlives deployments.

    `kind` names it in the outbox (renamed only by a migration), `lane` is the thing whose order matters,
    within the incident. A `living` effect paints the present state: one waiting row is as good as ten. The first
    happens at once, the next of its kind after a `pause`: a message may not be edited faster.
    `step` says it in people's words, as they follow “could not”. What is `private` concerns one person, so that
    nobody else has to read of it when it fails.
    """

    kind: ClassVar[str]
    lane: ClassVar[str]
    step: ClassVar[str]
    living: ClassVar[bool] = False
    pause: ClassVar[timedelta] = timedelta(seconds=2)
    private: ClassVar[bool] = False

    def in_lane(self) -> str:
        """The lane within the incident; an effect about one message or person narrows it."""
        return self.lane

    def payload(self) -> dict[str, Any]:
        """JSON-ready field values."""
        return {f.name: getattr(self, f.name) for f in fields(self)}

    @classmethod
    def from_payload(cls, payload: dict[str, Any]) -> Self:
        """Read a row of an older or newer version: unknown fields are dropped, missing ones default."""
        known = {f.name for f in fields(cls)}
        return cls(**{name: value for name, value in payload.items() if name in known})


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A line for the timeline: `author` did `text` to `subject`. Stored as a `TimelineEntry`.

    Where a fact was changed, `before` and `after` keep the old and the new value whole.
    """

    kind: str
    text: str
    at: datetime
    author_id: str | None = None
    subject_id: str | None = None
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True)
class Change:
    """What came of a rule. Empty (falsy) when nothing changed.

    `silent`: the incident was altered, but nobody has to read of it and nothing has to follow.
    `edits` are kept as the history of the post-mortem.
    """

    entries: tuple[Entry, ...] = ()
    effects: tuple[Effect, ...] = ()
    silent: bool = False
    edits: tuple[PostmortemEdit, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.entries or self.effects or self.silent or self.edits)


def together(changes: Iterable[Change]) -> Change:
    """Several changes of one incident as one."""
    every = tuple(changes)
    return Change(
        entries=tuple(entry for each in every for entry in each.entries),
        effects=tuple(effect for each in every for effect in each.effects),
        silent=any(each.silent for each in every),
        edits=tuple(edit for each in every for edit in each.edits),
    )


NOTHING = Change()
SILENT = Change(silent=True)

Rule = Callable[[Incident], Change]
"""Alters the incident it is given, touches nothing else, and says what came of it."""
RuleOfTwo = Callable[[Incident, Incident], tuple[Change, Change]]
"""The same for two incidents at once: what came of each."""
