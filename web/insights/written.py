"""Figures for programs: as JSON, and each incident as a line of CSV. Times are in seconds."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from io import StringIO
from typing import Any

from incidents.insights import Happened, Insights, Period, Spread

HEAD = (
    "incident",
    "title",
    "severity",
    "status",
    "services",
    "impact_started_at",
    "declared_at",
    "acknowledged_at",
    "first_update_at",
    "resolved_at",
    "to_acknowledge_s",
    "to_first_update_s",
    "to_resolve_s",
)
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would calculate."""


def lines(incidents: Sequence[Happened]) -> Iterator[str]:
    """One for each incident, after a head."""
    yield _line(HEAD)
    for each in incidents:
        yield _line(_cells(each))


def _cells(each: Happened) -> tuple[str, ...]:
    spans = (each.to_acknowledge, each.to_tell, each.to_resolve)
    moments = (each.began_at, each.declared_at, each.acknowledged_at, each.told_at, each.resolved_at)
    words = (f"INC-{each.number}", each.title, each.severity, each.status, ", ".join(each.services))
    return (*words, *(_moment(at) for at in moments), *("" if s is None else str(_seconds(s)) for s in spans))


def _line(cells: Sequence[str]) -> str:
    text = StringIO()
    csv.writer(text).writerow([harmless(cell) for cell in cells])
    return text.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, whatever stands before it."""
    return f"'{cell}" if cell.lstrip().startswith(FORMULA) or cell.startswith(FORMULA) else cell


def figures(found: Insights) -> dict[str, Any]:
    """All figures, JSON-ready."""
    return {
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
        "now": _period(found.now),
        "before": _period(found.before),
        "by_severity": dict(found.by_severity),
        "by_service": dict(found.by_service),
        "by_week": {week.isoformat(): count for week, count in found.by_week.items()},
        "people": [asdict(load) | {"led": _seconds(load.led)} for load in found.people],
    }


def _period(period: Period) -> dict[str, Any]:
    return {
        "incidents": period.total,
        "still_open": period.still_open,
        "to_acknowledge_s": _spread(period.acknowledge),
        "to_first_update_s": _spread(period.tell),
        "to_resolve_s": _spread(period.resolve),
    }


def _spread(spread: Spread | None) -> dict[str, int] | None:
    if spread is None:
        return None
    spans = {"mean": spread.mean, "median": spread.median, "p90": spread.p90}
    return {"known": spread.known} | {name: _seconds(span) for name, span in spans.items()}


def _seconds(span: timedelta) -> int:
    return round(span.total_seconds())


def _moment(at: datetime | None) -> str:
    return at.isoformat() if at else ""
