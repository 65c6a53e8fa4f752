"""When the week is told of."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

import pytest

from incidents.times import zone
from incidents.weekly import Weekly, weekly


def test_it_is_due_at_that_time_and_until_then_the_one_before_was_last() -> None:
    monday = Weekly()
    assert monday.latest(datetime(2026, 3, 2, 9, 0, tzinfo=UTC)) == datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    assert monday.latest(datetime(2026, 3, 2, 8, 59, tzinfo=UTC)) == datetime(2026, 2, 23, 9, 0, tzinfo=UTC)


def test_nine_stays_nine_when_the_clocks_change() -> None:
    berlin = Weekly(tz="Europe/Berlin")
    assert berlin.latest(datetime(2026, 3, 28, tzinfo=UTC)).hour == 8
    assert berlin.latest(datetime(2026, 3, 31, tzinfo=UTC)).hour == 7


def test_a_time_that_the_clocks_leave_out_or_repeat_comes_once() -> None:
    gap = Weekly(day=6, at=time(2, 30), tz="Europe/Berlin")
    assert gap.latest(datetime(2026, 3, 29, 12, tzinfo=UTC)) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    for minute in (29, 31, 59):
        now = datetime(2026, 10, 25, 1, minute, tzinfo=UTC)
        assert gap.latest(now) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize("words", ["", "9:00", "monday", "monday 24:00", "monday 9:60", "moonday 9:00"])
def test_what_is_no_time_of_a_week_is_none(words: str) -> None:
    assert weekly(words, "UTC") is None


def test_ic_55_a_year_has_one_of_each_week_at_its_time_though_the_clocks_change() -> None:
    pacific = Weekly(day=6, at=time(0), tz="US/Pacific")
    start = datetime(2022, 1, 1, 12, tzinfo=UTC)
    due = {pacific.latest(start + timedelta(minutes=30 * n)) for n in range(2 * 24 * 365)}
    local = [each.astimezone(zone("US/Pacific")) for each in sorted(due)]
    assert all((each.weekday(), each.time()) == (6, time(0)) for each in local)
    assert {later.date() - earlier.date() for earlier, later in pairwise(local)} == {timedelta(days=7)}
    assert datetime(2022, 3, 13, 8, tzinfo=UTC) in due  # the clocks go forward two hours later
