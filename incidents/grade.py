"""How well a drill went: what people achieved, against the targets of the config."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from incidents.catalog import Catalog
from incidents.incident import Incident
from incidents.role import COMMANDER
from incidents.wording import spoken

PUNCTUAL = timedelta(minutes=1)
"""So much later than promised still counts as kept: writing takes a moment."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """One thing that was wanted, whether it was achieved, and the figure."""

    about: str
    passed: bool
    figure: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """One status update: when people heard it, and when they were to hear more, if that was promised."""

    at: datetime
    next_at: datetime | None = None


def grade(incident: Incident, updates: Sequence[Told], catalog: Catalog) -> list[Line]:
    """A line each, for a drill that is over; `updates` by the time they were told."""
    if not (incident.drill and incident.resolved_at):
        return []
    targets = catalog.drill
    led = min((held.assigned_at for held in incident.roles if held.role == COMMANDER), default=None)
    told = updates[0].at if updates else None
    return [
        _within(incident, "Commander", led, targets.commander_minutes, "nobody took it"),
        _within(incident, "First update", told, targets.update_minutes, "there was none"),
        _within(incident, "Resolved", incident.resolved_at, targets.resolve_minutes, ""),
        _filled(incident, catalog),
        _kept(updates, incident.resolved_at),
    ]


def passed(lines: Sequence[Line]) -> str:
    """`3 of 5 passed`."""
    return f"{sum(line.passed for line in lines)} of {len(lines)} passed"


def _within(incident: Incident, about: str, at: datetime | None, minutes: int, never: str) -> Line:
    wanted = spoken(timedelta(minutes=minutes))
    if at is None:
        return Line(about=about, passed=False, figure=f"{never}; wanted within {wanted}")
    after = at - incident.declared_at
    figure = f"after {_exact(after)}; wanted within {wanted}"
    return Line(about=about, passed=after <= timedelta(minutes=minutes), figure=figure)


def _filled(incident: Incident, catalog: Catalog) -> Line:
    held = {each.role for each in incident.roles}
    never = [role.name for role in catalog.roles if role.key not in held]
    figure = f"never filled: {', '.join(never)}" if never else f"all {len(catalog.roles)} were filled"
    return Line(about="Roles", passed=not never, figure=figure)


def _kept(updates: Sequence[Told], ended: datetime) -> Line:
    """Each promise of a next update, until the end, which tells people as well."""
    promises = list(_promises(updates, ended))
    figure = f"{sum(promises)} of {len(promises)} came in time" if promises else "none was promised"
    return Line(about="Updates as promised", passed=all(promises), figure=figure)


def _promises(updates: Sequence[Told], ended: datetime) -> Iterator[bool]:
    following = [*(each.at for each in updates[1:]), ended]
    for each, came in zip(updates, following, strict=False):
        if each.next_at:
            yield came <= each.next_at + PUNCTUAL


def _exact(after: timedelta) -> str:
    """To the second within the first hour: what is just too late shall look it."""
    minutes, seconds = divmod(int(after.total_seconds()), 60)
    return f"{minutes} min {seconds} s" if 0 < minutes < 60 and seconds else spoken(after)
