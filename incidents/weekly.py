"""When people are told how the week was: once a week, by the clock of where they live; and what is left of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from incidents.incident import Incident
from incidents.task import Task
from incidents.times import WEEKDAYS, zone

WEEK = timedelta(days=7)


@dataclass(frozen=True, kw_only=True)
class Weekly:
    """A weekday (0: Monday) and a time in a zone."""

    day: int = 0
    at: time = time(9)
    tz: str = "UTC"

    def latest(self, now: datetime) -> datetime:
        """When it was due last, in UTC. What the clocks leave out is an hour later, what they repeat the first."""
        where = zone(self.tz)
        today = now.astimezone(where).date()
        back = (today.weekday() - self.day) % 7
        days = (today - timedelta(days=back), today - timedelta(days=back + 7))
        moments = (datetime.combine(each, self.at, where).astimezone(UTC) for each in days)
        return next(moment for moment in moments if moment <= now)


MONDAYS = Weekly()


@dataclass(frozen=True, kw_only=True)
class Left:
    """What is left to do at the end of a week, of what everybody may know.

    `open`: the oldest of what is open, of any week, and `opened`: how many there are. `owed`: whose post-mortem
    is not finished, each with whoever it is up to (`incidents.home.owed_by`). `late`: the action items that are
    overdue longest, of any resolved incident, and `lates`: how many there are.
    """

    open: Sequence[Incident] = ()
    opened: int = 0
    owed: Sequence[tuple[Incident, str]] = ()
    late: Sequence[tuple[Incident, Task]] = ()
    lates: int = 0


def weekly(words: str, tz: str) -> Weekly | None:
    """`monday 9:00`; None where it cannot be read."""
    day, _, clock = words.casefold().partition(" ")
    hour, _, minute = clock.strip().partition(":")
    fits = day in WEEKDAYS and hour.isdecimal() and minute.isdecimal() and len(minute) == 2
    if not fits or int(hour) > 23 or int(minute) > 59:
        return None
    return Weekly(day=WEEKDAYS.index(day), at=time(int(hour), int(minute)), tz=tz)
