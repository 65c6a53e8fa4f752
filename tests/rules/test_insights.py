"""Figures, computed by hand."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from incidents.insights import Happened, Held, Insights, Source, insights, out_of_hours, spread

SINCE = datetime(2026, 3, 2, tzinfo=UTC)  # a Monday
MIN = timedelta(minutes=1)


def happened(number: int, **known: Any) -> Happened:
    given: dict[str, Any] = {"title": "t", "severity": "sev2", "status": "resolved", "declared_at": SINCE}
    return Happened(number=number, **{**given, **known})


def figures(*now: Happened, **more: Any) -> Insights:
    known: dict[str, Any] = {"since": SINCE, "until": SINCE + timedelta(days=14), "now": now, **more}
    return insights(Source(**known))


def test_of_ten_times_mean_median_and_what_nine_of_ten_kept() -> None:
    found = spread([n * MIN for n in (1, 2, 3, 4, 5, 6, 7, 8, 9, 100)])
    assert found is not None
    assert (found.known, found.median, found.p90, found.mean) == (10, 5.5 * MIN, 9 * MIN, 14.5 * MIN)


def test_one_alone_is_its_own_mean_median_and_percentile() -> None:
    found = spread([7 * MIN, None])
    assert found is not None
    assert (found.known, found.mean, found.median, found.p90) == (1, 7 * MIN, 7 * MIN, 7 * MIN)


def test_where_nothing_is_known_there_is_no_figure_and_no_zero() -> None:
    found = figures()
    assert (found.now.total, found.now.resolve, found.longest, list(found.people)) == (0, None, None, [])
    assert spread([None]) is None


def test_resolving_is_counted_from_the_impact_and_the_rest_from_declaring() -> None:
    one = happened(
        1,
        began_at=SINCE - 20 * MIN,
        acknowledged_at=SINCE + 3 * MIN,
        told_at=SINCE + 5 * MIN,
        resolved_at=SINCE + 40 * MIN,
    )
    assert (one.to_acknowledge, one.to_tell, one.to_resolve) == (3 * MIN, 5 * MIN, 60 * MIN)
    assert happened(2, resolved_at=SINCE + 40 * MIN).to_resolve == 40 * MIN


def test_a_time_that_ends_before_it_begins_is_left_out() -> None:
    odd = happened(1, acknowledged_at=SINCE - MIN, began_at=SINCE + 9 * MIN, resolved_at=SINCE + MIN)
    found = figures(odd, happened(2, acknowledged_at=SINCE + 4 * MIN))
    assert found.now.acknowledge is not None
    assert (found.now.acknowledge.known, found.now.acknowledge.mean) == (1, 4 * MIN)
    assert found.now.resolve is None


def test_open_ones_are_counted_and_have_no_end() -> None:
    found = figures(happened(1, status="identified"), happened(2, resolved_at=SINCE + 30 * MIN))
    assert (found.now.total, found.now.still_open) == (2, 1)
    assert found.longest is not None
    assert found.longest.number == 2


def test_weeks_without_incidents_show_and_two_services_both_count() -> None:
    late = SINCE + timedelta(days=13)
    found = figures(happened(1, services=("a", "b", "a")), happened(2, services=("b",), declared_at=late))
    assert dict(found.by_service) == {"b": 2, "a": 1}
    assert dict(found.by_week) == {date(2026, 3, 2): 1, date(2026, 3, 9): 1, date(2026, 3, 16): 0}
    assert dict(found.by_severity) == {"sev2": 2}


def test_load_is_roles_the_time_in_command_tasks_and_nights() -> None:
    held = (
        Held(number=1, person="UA", role="commander", since=SINCE + 600 * MIN, until=SINCE + 630 * MIN),
        Held(number=1, person="UA", role="scribe", since=SINCE + 630 * MIN),
        Held(number=1, person="UB", role="commander", since=SINCE + 630 * MIN),
        Held(number=1, person="UC", role="commander", since=SINCE + 900 * MIN),
    )
    over = happened(1, resolved_at=SINCE + 690 * MIN)
    zones = {"UB": "Asia/Tokyo", "UC": "America/New_York"}
    found = figures(over, held=held, done=((1, "UB"), (1, "UB")), zones=zones, names={"UA": "Ada"})
    by = {load.person: load for load in found.people}
    assert (by["UA"].name, by["UA"].incidents, by["UA"].led, by["UA"].out_of_hours) == ("Ada", 1, 30 * MIN, 0)
    assert (by["UB"].led, by["UB"].tasks, by["UB"].out_of_hours) == (60 * MIN, 2, 0)  # 19:30 in Tokyo
    assert by["UC"].led == timedelta()  # named after the end


def test_nights_and_weekends_are_those_of_where_they_live() -> None:
    monday = datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
    assert not out_of_hours(monday, None)
    assert out_of_hours(monday, "Asia/Tokyo")  # 23:00
    assert out_of_hours(datetime(2026, 3, 1, 14, 0, tzinfo=UTC), "Europe/Berlin")  # Sunday
