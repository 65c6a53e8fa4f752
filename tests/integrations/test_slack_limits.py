"""Slack's rate tiers, kept by ourselves: a full minute's burst, then as fast as the tier allows."""

import re
from pathlib import Path

import pytest

from integrations.errors import Unavailable
from integrations.slack_limits import LATE, PER_MINUTE, POSTS_BURST, TURN, Limiter, NoLimiter
from tests.integrations.given import clients, failing

CALLED = re.compile(r'\.(?:call|pages)\(\s*"(\w+\.[\w.]+)"')


class Clock:
    """Time that only moves when told."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def limiter(clock: Clock) -> Limiter:
    return Limiter(clock=clock)


def taken(limiter: Limiter, method: str, channel: str | None = None) -> int:
    """How many calls may go now."""
    number = 0
    while limiter.wait(method, channel) == 0 and number < 1000:
        number += 1
    return number


@pytest.mark.parametrize("method", sorted(PER_MINUTE))
def test_ic_22_a_full_minutes_burst_may_go_at_once_and_not_one_more(limiter, method):
    assert taken(limiter, method) == PER_MINUTE[method]


def test_ic_22_then_calls_come_free_one_after_the_other(limiter, clock):
    taken(limiter, "conversations.create")
    assert limiter.wait("conversations.create") == pytest.approx(3.0)
    clock.now += 1
    assert limiter.wait("conversations.create") == pytest.approx(2.0)
    clock.now += 2.001
    assert limiter.wait("conversations.create") == 0
    assert limiter.wait("conversations.create") > 2.9


def test_asking_how_long_takes_nothing(limiter, clock):
    taken(limiter, "pins.add")
    waits = [limiter.wait("pins.add") for _ in range(50)]
    assert waits == pytest.approx([3.0] * 50)


def test_an_idle_night_saves_no_more_than_a_burst(limiter, clock):
    taken(limiter, "pins.add")
    clock.now += 8 * 3600
    assert taken(limiter, "pins.add") == 20


def test_one_method_never_holds_up_another(limiter):
    taken(limiter, "conversations.setTopic")
    assert limiter.wait("chat.update", "C1") == 0


def test_posts_are_limited_by_channel_at_one_a_second_after_a_short_burst(limiter, clock):
    assert taken(limiter, "chat.postMessage", "C1") == POSTS_BURST
    assert limiter.wait("chat.postMessage", "C1") == pytest.approx(1.0)
    assert limiter.wait("chat.postMessage", "C2") == 0
    clock.now += 1.001
    assert taken(limiter, "chat.postMessage", "C1") == 1


def asks(limiter: Limiter, turn: int) -> float:
    """What this one is told, at its own turn."""
    before = TURN.set(turn)
    try:
        return limiter.wait("conversations.create")
    finally:
        TURN.reset(before)


def test_ic_22_each_in_line_is_told_its_own_time_and_nobody_overtakes(limiter, clock):
    taken(limiter, "conversations.create")
    assert [asks(limiter, turn) for turn in (7, 8, 9)] == pytest.approx([3, 6, 9])
    clock.now += 3.001
    assert limiter.wait("conversations.create") > 8, "who has no turn goes behind all that wait"
    assert [asks(limiter, turn) > 0 for turn in (10, 9, 8)] == [True, True, True]
    assert asks(limiter, 7) == 0
    clock.now += 3
    assert [asks(limiter, 9) > 0, asks(limiter, 8)] == [True, 0]


def test_who_comes_late_with_an_earlier_turn_goes_first(limiter, clock):
    taken(limiter, "conversations.create")
    asks(limiter, 9)
    assert asks(limiter, 3) == pytest.approx(3)
    assert asks(limiter, 9) == pytest.approx(6)


def test_who_never_comes_is_not_waited_for_for_ever(limiter, clock):
    taken(limiter, "conversations.create")
    asks(limiter, 3)
    clock.now += 3
    assert asks(limiter, 9) == pytest.approx(3)
    clock.now += LATE
    assert asks(limiter, 9) == 0


def test_ic_22_when_slack_counts_otherwise_everybody_waits_and_the_refused_one_goes_first(limiter, clock):
    asks(limiter, 3)
    before = TURN.set(3)
    limiter.refused("conversations.create", None, 30)
    TURN.reset(before)
    assert asks(limiter, 4) == pytest.approx(33)
    clock.now += 30.001
    assert [asks(limiter, 4) > 0, asks(limiter, 3)] == [True, 0]


def test_every_method_that_a_job_calls_has_its_tier():
    folder = Path(__file__).parents[2] / "jobs"
    called = {m for file in folder.glob("*.py") for m in CALLED.findall(file.read_text("utf-8"))}
    assert len(called) > 10
    assert called <= {*PER_MINUTE, "chat.postMessage", "auth.test"}  # the last may be called hundreds of times


def test_a_method_without_a_tier_of_its_own_goes_at_once(limiter):
    assert taken(limiter, "auth.test") == 1000


def test_drills_and_benchmarks_have_no_limit():
    assert taken(NoLimiter(), "conversations.create") == 1000


async def test_ic_22_a_call_over_the_limit_never_leaves_the_house(wire, limiter):
    async with clients(wire, limiter) as (slack, _):
        for _ in range(20):
            await slack.call("pins.add", channel="C1", timestamp="1.1")
        with pytest.raises(Unavailable, match=r"our own limit for pins\.add") as caught:
            await slack.call("pins.add", channel="C1", timestamp="1.1")
    assert caught.value.retry_after == pytest.approx(3.0)
    assert len(wire.asked) == 20


async def test_ic_22_posts_are_counted_by_the_channel_they_go_to(wire, limiter):
    async with clients(wire, limiter) as (slack, _):
        for channel in ("C1", "C2"):
            for _ in range(POSTS_BURST):
                await slack.call("chat.postMessage", channel=channel, text="x")
    assert len(wire.asked) == 2 * POSTS_BURST


async def test_ic_22_a_method_that_slack_refuses_is_left_alone_as_long_as_it_says(wire, limiter, clock):
    said = '{"ok":false,"error":"ratelimited"}'
    wire.answers = [failing(429, text=said, kind="application/json", Retry_After="7")]
    async with clients(wire, limiter) as (slack, _):
        for _ in range(2):
            with pytest.raises(Unavailable) as caught:
                await slack.call("pins.add", channel="C1", timestamp="1.1")
            assert caught.value.retry_after == pytest.approx(7)
    assert len(wire.asked) == 1
