"""Figures of what happened: how fast people were, how often what broke, and who carried it.

What counts is said once, in `docs/insights.md`. False alarms, merged incidents and drills never get here.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from math import ceil
from statistics import fmean, median
from typing import NamedTuple
from urllib.parse import urlencode

from incidents.role import COMMANDER
from incidents.times import zone

DAYS, MOST_DAYS = 30, 366
MORNING, EVENING = 7, 22
"""Hours between which it is day, in somebody's own zone."""
SATURDAY = 5


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which figures somebody wants: of so many days, and of one service or severity alone."""

    days: int = DAYS
    service: str = ""
    severity: str = ""

    @property
    def query(self) -> str:
        """The same, as an address of a page says it."""
        told = {"days": str(self.days), "service": self.service, "severity": self.severity}
        return urlencode({name: value for name, value in told.items() if value})


class Happened(NamedTuple):
    """One incident, as far as figures need it. `began_at`: when the impact started, where that is known."""

    number: int
    title: str
    severity: str
    status: str
    declared_at: datetime
    services: tuple[str, ...] = ()
    began_at: datetime | None = None
    acknowledged_at: datetime | None = None
    told_at: datetime | None = None
    """When the first status update was posted."""
    resolved_at: datetime | None = None
    private: bool = False

    @property
    def to_acknowledge(self) -> timedelta | None:
        """From declaring until somebody saw to it."""
        return _span(self.declared_at, self.acknowledged_at)

    @property
    def to_tell(self) -> timedelta | None:
        """From declaring until the first update."""
        return _span(self.declared_at, self.told_at)

    @property
    def to_resolve(self) -> timedelta | None:
        """From when it began to hurt until the end: what customers felt."""
        return _span(self.began_at or self.declared_at, self.resolved_at)


def _span(start: datetime, end: datetime | None) -> timedelta | None:
    """None while it is not over, and where it would end before it began: such a time says nothing."""
    return end - start if end is not None and end >= start else None


class Held(NamedTuple):
    """A role that somebody held in an incident; `until` None: they still do."""

    number: int
    person: str
    role: str
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Source:
    """All that figures are made from: the incidents of two periods; roles, done tasks and zones of the later one.

    `done`: number of the incident and who did the task. `zones` and `names` are by Slack id.
    """

    since: datetime
    until: datetime
    now: Sequence[Happened] = ()
    before: Sequence[Happened] = ()
    held: Sequence[Held] = ()
    done: Sequence[tuple[int, str]] = ()
    zones: Mapping[str, str | None] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Spread:
    """How long something took: of how many it is known, and their mean, median and 90th percentile."""

    known: int
    mean: timedelta
    median: timedelta
    p90: timedelta


@dataclass(frozen=True, kw_only=True)
class Load:
    """What one person carried: incidents with a role, time as commander, done tasks, roles begun out of hours."""

    person: str
    name: str
    incidents: int
    led: timedelta
    tasks: int
    out_of_hours: int


@dataclass(frozen=True, kw_only=True)
class Period:
    """The figures of one period. A spread is None where nothing of it is known."""

    total: int
    still_open: int
    acknowledge: Spread | None
    tell: Spread | None
    resolve: Spread | None


@dataclass(frozen=True, kw_only=True)
class Insights:
    """The figures of a period, those of the one before, and what happened when, where and to whom."""

    since: datetime
    until: datetime
    now: Period
    before: Period
    by_severity: Mapping[str, int]
    by_service: Mapping[str, int]
    by_week: Mapping[date, int]
    """By the Monday of each week, also of those in which nothing happened."""
    people: Sequence[Load]
    longest: Happened | None


def insights(source: Source) -> Insights:
    """All figures of a period."""
    known = [each for each in source.now if each.to_resolve is not None]
    return Insights(
        since=source.since,
        until=source.until,
        now=_period(source.now),
        before=_period(source.before),
        by_severity=_counted(each.severity for each in source.now),
        by_service=_counted(name for each in source.now for name in dict.fromkeys(each.services)),
        by_week=_weeks(source),
        people=_loads(source),
        longest=max(known, key=lambda each: each.to_resolve or timedelta(), default=None),
    )


def spread(spans: Iterable[timedelta | None]) -> Spread | None:
    """Of those that are known. The 90th percentile is one that happened: nine of ten were no slower."""
    found = sorted(span.total_seconds() for span in spans if span is not None)
    if not found:
        return None
    slow = found[ceil(0.9 * len(found)) - 1]
    return Spread(
        known=len(found),
        mean=timedelta(seconds=fmean(found)),
        median=timedelta(seconds=median(found)),
        p90=timedelta(seconds=slow),
    )


def _period(incidents: Sequence[Happened]) -> Period:
    return Period(
        total=len(incidents),
        still_open=sum(each.resolved_at is None for each in incidents),
        acknowledge=spread(each.to_acknowledge for each in incidents),
        tell=spread(each.to_tell for each in incidents),
        resolve=spread(each.to_resolve for each in incidents),
    )


def _counted(words: Iterable[str]) -> dict[str, int]:
    """The most frequent first, then by name."""
    return dict(sorted(Counter(words).items(), key=lambda item: (-item[1], item[0])))


def _weeks(source: Source) -> dict[date, int]:
    counted = Counter(_monday(each.declared_at) for each in source.now)
    week, last = _monday(source.since), _monday(source.until)
    weeks = dict[date, int]()
    while week <= last:
        weeks[week] = counted[week]
        week += timedelta(days=7)
    return weeks


def _monday(moment: datetime) -> date:
    day = moment.astimezone(UTC).date()
    return day - timedelta(days=day.weekday())


def _loads(source: Source) -> list[Load]:
    """Who carried most comes first."""
    theirs: dict[str, list[Held]] = {}
    for each in source.held:
        theirs.setdefault(each.person, []).append(each)
    tasks = Counter(person for _, person in source.done)
    ends = {each.number: each.resolved_at for each in source.now}
    loads = [_load(each, theirs.get(each, []), tasks[each], ends, source) for each in {*theirs, *tasks}]
    return sorted(loads, key=lambda load: (-load.incidents, -load.led, -load.tasks, load.name))


def _load(
    person: str, held: Sequence[Held], tasks: int, ends: Mapping[int, datetime | None], source: Source
) -> Load:
    led = [_led(each, ends.get(each.number), source.until) for each in held if each.role == COMMANDER]
    late = {each.number for each in held if out_of_hours(each.since, source.zones.get(person))}
    return Load(
        person=person,
        name=source.names.get(person, person),
        incidents=len({each.number for each in held}),
        led=sum(led, timedelta()),
        tasks=tasks,
        out_of_hours=len(late),
    )


def _led(held: Held, resolved_at: datetime | None, now: datetime) -> timedelta:
    """Until they gave it away, it was over, or now; whoever is named afterwards has led nothing."""
    end = min(each for each in (held.until, resolved_at, now) if each is not None)
    return max(end - held.since, timedelta())


def out_of_hours(moment: datetime, tz: str | None) -> bool:
    """Whether it was a weekend, or night (22:00 to 7:00), where they live; UTC where that is not known."""
    local = moment.astimezone(zone(tz))
    return local.weekday() >= SATURDAY or not MORNING <= local.hour < EVENING
