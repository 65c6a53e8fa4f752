"""Times as people type them: read in their own zone, never in the wrong direction, or refused in plain words."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from incidents.refusal import Refusal
from incidents.times import FARTHEST, due_moment, exact_moment, moment, zone

NOW = datetime(2026, 3, 4, 12, 20, tzinfo=UTC)
"""A Wednesday; 13:20 in Berlin."""
BERLIN, COPENHAGEN, PACIFIC = "Europe/Berlin", "Europe/Copenhagen", "US/Pacific"
ZONES = (BERLIN, PACIFIC, "Asia/Kolkata", "Australia/Lord_Howe", "America/Sao_Paulo", "UTC")


def ahead(words: str, *, tz: str | None = BERLIN, now: datetime = NOW) -> str:
    return f"{moment(words, now=now, tz=tz):%Y-%m-%d %H:%M}"


def over(words: str, *, tz: str | None = BERLIN, now: datetime = NOW) -> str:
    return f"{moment(words, now=now, tz=tz, past=True):%Y-%m-%d %H:%M}"


def refused(words: str, *, past: bool = False, tz: str = BERLIN, now: datetime = NOW) -> str:
    with pytest.raises(Refusal) as refusal:
        moment(words, now=now, tz=tz, past=past)
    return refusal.value.sentence


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("30m", 30),
        ("30 min", 30),
        ("30 Minutes.", 30),
        ("in 20 minutes", 20),
        ("+20m", 20),
        ("20 min from now", 20),
        ("2h", 120),
        ("1h30", 90),
        ("1h 30m", 90),
        ("1 hour and 5 minutes", 65),
        ("1,5 h", 90),
        ("an hour", 60),
        ("half an hour", 30),
        ("in a minute", 1),
        ("2d", 2 * 1440),
        ("1 week", 7 * 1440),
        ("about 10 mins", 10),
        ("now", 0),
    ],
)
def test_a_while_is_counted_from_now(typed, minutes):
    assert moment(typed, now=NOW, tz=BERLIN) == NOW + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("10 min ago", 10), ("10m", 10), ("-10m", 10), ("an hour ago", 60), ("1h30 ago", 90), ("just now", 0)],
)
def test_of_what_is_over_a_while_is_counted_back(typed, minutes):
    assert moment(typed, now=NOW, tz=BERLIN, past=True) == NOW - timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14:30", "2026-03-04 13:30"),
        ("at 14.30", "2026-03-04 13:30"),
        ("14:30 UTC", "2026-03-04 14:30"),
        ("14:30z", "2026-03-04 14:30"),
        ("14:30 +05:30", "2026-03-05 09:00"),
        ("2:30pm", "2026-03-04 13:30"),
        ("2 p.m.", "2026-03-04 13:00"),
        ("14:30 america/new_york", "2026-03-04 19:30"),
        ("0:20", "2026-03-04 23:20"),
        ("midnight", "2026-03-04 23:00"),
        ("today 14:30", "2026-03-04 13:30"),
        ("tomorrow 9", "2026-03-05 08:00"),
        ("tomorrow at 9:00", "2026-03-05 08:00"),
        ("9:00 tomorrow", "2026-03-05 08:00"),
        ("tomorrow noon", "2026-03-05 11:00"),
        ("friday 14:30", "2026-03-06 13:30"),
        ("14:30 on Fri", "2026-03-06 13:30"),
        ("wed 12:00", "2026-03-11 11:00"),
        ("next monday 9am UTC", "2026-03-09 09:00"),
        ("2026-03-31 14:30", "2026-03-31 12:30"),
        ("2026-03-31T14:30:00Z", "2026-03-31 14:30"),
    ],
)
def test_a_time_to_come_is_read_by_their_clock(typed, meant):
    if typed == "14:30 +05:30":  # 9:00 by ours, over for today
        assert "Write `tomorrow 14:30`" in refused(typed)
    else:
        assert ahead(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("13:10", "2026-03-04 12:10"),
        ("since 13:10", "2026-03-04 12:10"),
        ("23:50", "2026-03-03 22:50"),
        ("yesterday 22:10", "2026-03-03 21:10"),
        ("22:10 UTC yesterday", "2026-03-03 22:10"),
        ("last friday 9:00", "2026-02-27 08:00"),
        ("wednesday 13:00", "2026-03-04 12:00"),
        ("2026-03-01 09:05", "2026-03-01 08:05"),
    ],
)
def test_a_time_that_is_over_is_the_latest_there_was(typed, meant):
    assert over(typed) == meant


def test_whoever_has_no_known_zone_is_read_in_utc():
    assert ahead("14:30", tz=None) == ahead("14:30", tz="Nowhere/At_All") == "2026-03-04 14:30"
    assert zone("Europe") == zone("../etc/passwd") == zone("a\0b") == UTC


def test_the_wrong_direction_is_refused():
    assert refused("in 20 minutes", past=True) == (
        "“in 20 minutes” is still to come; a time is wanted that has been."
    )
    assert refused("10 min ago") == ("“10 min ago” is over already; a time is wanted that is still to come.")
    assert "over already" in refused("yesterday 9:00")
    assert "still to come" in refused("tomorrow 9:00", past=True)
    assert "over already" in refused("2026-03-04 13:20")


def test_a_time_that_has_just_gone_by_is_asked_about():
    assert refused("13:15") == "13:15 is over for today (Europe/Berlin). Write `tomorrow 13:15` if that is meant."
    assert "`yesterday 14:00`" in refused("14:00", past=True)


def test_what_is_missing_or_unclear_is_said():
    assert "At what time? For example `tomorrow 9:00`" in refused("tomorrow")
    assert "`9:00` or `9m`" in refused("9")
    assert "more than a year away" in refused("900d")
    assert "more than a year away" in refused("2031-01-01 9:00")
    assert "more than a year ago" in refused("999999w", past=True)
    assert "more than a year ago" in refused("1970-01-01 0:00", past=True)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            "soon",
            "25:00",
            "14:75",
            "13pm",
            "0am",
            "14:30 CEST",
            "14:30 x/y",
            "2026-02-30 9:00",
            "month",
            "90",
        ),
        *("tomorrow morning", "1mo", "in the morning", "last monday 9:00", "14:30 +15:00", "9:00 tomorrow friday"),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_can_be_typed(typed):
    sentence = refused(typed)
    assert "`tomorrow 9:00`" in sentence
    assert len(refused("z" * 4000)) < 300


def test_a_refusal_belongs_to_the_field_of_the_form():
    for typed in ("soon", "tomorrow", "10 min ago"):
        with pytest.raises(Refusal) as refusal:
            moment(typed, now=NOW, tz=None, field="impact")
        assert refusal.value.field == "impact"


# When clocks are changed


def test_ic_52_times_around_a_change_of_clocks_are_two_minutes_apart():
    noon = datetime(2024, 3, 31, 10, 0, tzinfo=UTC)
    first, second = (moment(f"2024-03-31 {t}", now=noon, tz=COPENHAGEN, past=True) for t in ("1:59", "3:01"))
    assert first == datetime(2024, 3, 31, 0, 59, tzinfo=UTC)
    assert second - first == timedelta(minutes=2)


def test_a_time_that_the_clocks_leave_out_is_refused():
    night = datetime(2024, 3, 30, 23, 0, tzinfo=UTC)
    for typed in ("2:30", "today 2:30", "2024-03-31 2:30"):
        assert "02:30 did not exist on that day in Europe/Copenhagen" in refused(typed, tz=COPENHAGEN, now=night)


def test_in_the_hour_that_comes_twice_the_nearest_is_meant():
    between = datetime(2024, 10, 27, 0, 45, tzinfo=UTC)  # 2:45 in summer time; 2:30 comes again in 45 minutes
    assert ahead("2:30", tz=COPENHAGEN, now=between) == "2024-10-27 01:30"
    assert over("2:30", tz=COPENHAGEN, now=between) == "2024-10-27 00:30"
    assert over("2:30", tz=COPENHAGEN, now=between + timedelta(hours=3)) == "2024-10-27 01:30"


def test_ic_55_midnight_comes_once_a_day_and_a_while_is_elapsed_time():
    now, days = datetime(2022, 3, 11, 20, 0, tzinfo=UTC), []
    for _ in range(4):
        now = moment("tomorrow 0:00", now=now, tz=PACIFIC)
        days.append(f"{now.astimezone(ZoneInfo(PACIFIC)):%d %H:%M}")
    assert days == ["12 00:00", "13 00:00", "14 00:00", "15 00:00"]
    twice = datetime(2022, 11, 6, 8, 30, tzinfo=UTC)
    assert [moment("30m", now=twice + timedelta(minutes=30 * n), tz=PACIFIC) for n in range(4)] == [
        twice + timedelta(minutes=30 * n) for n in range(1, 5)
    ]


# Whatever is typed

moments = st.integers(0, 2**31).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
pieces = st.sampled_from(
    [
        *(
            "in",
            "ago",
            "-",
            "+",
            "tomorrow",
            "yesterday",
            "mon",
            "last",
            "at",
            "9",
            "9:00",
            "2:30",
            "23:59",
            "24:00",
        ),
        *(
            "1h",
            "30m",
            "1h30",
            "99999d",
            "am",
            "pm",
            "utc",
            "z",
            "+2",
            "europe/berlin",
            "2024-03-31",
            "0001-01-01",
        ),
        *("9999-12-31", "noon", "and", "a", ",", "now", "T", "\0", "<!channel>", "٣:٣٠"),
    ]
)


@given(
    st.one_of(st.text(max_size=30), st.lists(pieces, max_size=5).map(" ".join)),
    moments,
    st.sampled_from(ZONES),
    st.booleans(),
)
def test_whatever_is_typed_is_a_time_in_the_right_direction_or_a_refusal(typed, now, tz, past):
    try:
        found = moment(typed, now=now, tz=tz, past=past)
    except Refusal:
        return
    assert found.utcoffset() == timedelta(0)
    assert now - FARTHEST <= found <= now if past else now <= found <= now + FARTHEST


@given(st.times(), moments, st.sampled_from(ZONES), st.booleans())
def test_the_clock_on_their_wall_shows_what_they_typed(clock, now, tz, past):
    try:
        found = moment(f"{clock:%H:%M}", now=now, tz=tz, past=past)
    except Refusal:
        return
    assert f"{found.astimezone(ZoneInfo(tz)):%H:%M}" == f"{clock:%H:%M}"
    assert abs(found - now) <= timedelta(hours=18)


@given(moments, st.integers(1, 500_000), st.sampled_from(ZONES))
def test_a_time_written_out_in_their_zone_is_read_as_it_was(now, minutes, tz):
    meant = (now + timedelta(minutes=minutes)).replace(second=0)
    written = meant.astimezone(ZoneInfo(tz))
    if meant > now and written.utcoffset() == written.replace(fold=1 - written.fold).utcoffset():
        assert moment(f"{written:%Y-%m-%d %H:%M}", now=now, tz=tz) == meant


def test_a_time_written_out_whole_counts_to_the_second_and_within_the_same_bounds():
    assert exact_moment("2026-03-04T13:21:07+01:00", now=NOW) == datetime(2026, 3, 4, 12, 21, 7, tzinfo=UTC)
    assert exact_moment("2026-03-04T12:19:59Z", now=NOW, past=True) == NOW - timedelta(seconds=1)
    for other in ("30m", "2026-03-04 14:30", "2026-03-04T14:30", ""):
        assert exact_moment(other, now=NOW) is None, other
    for far in ("0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "2026-03-04T12:20:00Z"):
        with pytest.raises(Refusal):
            exact_moment(far, now=NOW)


@pytest.mark.parametrize(
    ("typed", "local"),
    [
        ("2026-03-06", "2026-03-06 17:00"),
        ("tomorrow", "2026-03-05 17:00"),
        ("today", "2026-03-04 17:00"),
        ("on friday", "2026-03-06 17:00"),
        ("2026-03-06 9:00", "2026-03-06 09:00"),
    ],
)
def test_what_is_due_on_a_day_is_due_at_the_end_of_its_working_day(typed, local):
    found = due_moment(typed, now=NOW, tz="Europe/Berlin")
    assert f"{found.astimezone(ZoneInfo('Europe/Berlin')):%Y-%m-%d %H:%M}" == local


def test_what_is_due_today_after_work_is_due_before_midnight_and_a_day_that_is_over_is_refused():
    late = datetime(2026, 3, 4, 18, 0, tzinfo=UTC)
    assert due_moment("today", now=late, tz="UTC") == datetime(2026, 3, 4, 23, 59, tzinfo=UTC)
    for over in ("yesterday", "2026-03-03"):
        with pytest.raises(Refusal, match="is over already; a time is wanted that is still to come"):
            due_moment(over, now=NOW, tz="UTC")


def test_a_hint_is_always_on_the_right_side_of_now():
    assert refused("tomorrow", past=True) == "“tomorrow” is still to come; a time is wanted that has been."
    assert "is still to come" in refused("2026-03-05", past=True)
    assert "is over already" in refused("yesterday")
    assert "For example `yesterday 9:00`" in refused("yesterday", past=True)
    assert "For example `today 9:00`" in refused("today", past=True)
    assert "For example `today 23:59`" in refused("today")
    assert "`2026-03-02 14:30`" in refused("whatever", past=True)
    assert "`2026-03-11 14:30`" in refused("whatever")


@given(st.sampled_from(["today", "tomorrow", "yesterday", "friday"]), moments, st.booleans())
def test_what_a_hint_proposes_can_be_typed(day, now, past):
    try:
        moment(day, now=now, tz="UTC", past=past)
    except Refusal as refusal:
        proposed = re.search(r"For example `(.*)`", refusal.sentence)
        assume(proposed)
        found = moment(proposed[1], now=now, tz="UTC", past=past)
        assert found <= now if past else found > now
