"""Rate tiers: what Slack lets through in a minute, and what it says to the rest."""

from typing import Any

import pytest

from sandbox.traffic.rates import POSTING, T2, Rates
from sandbox.workspace.clock import Clock


async def test_the_twenty_first_new_channel_of_a_minute_waits(open_box: Any) -> None:
    box = await open_box()
    for number in range(20):
        assert (await box.api("conversations.create", name=f"room-{number}"))["ok"]
    refused = await box.post("conversations.create", name="room-20")
    assert refused.status == 429
    assert await refused.json() == {"ok": False, "error": "ratelimited"}
    assert int(refused.headers["Retry-After"]) == 3
    await box.control("clock", advance_s=3)
    assert (await box.api("conversations.create", name="room-20"))["ok"]
    assert (await box.post("conversations.create", name="room-21")).status == 429


async def test_posting_is_counted_per_channel_with_short_bursts(open_box: Any) -> None:
    box = await open_box()
    first, second = await box.room("first"), await box.room("second")
    for name in (first, "first", "#first", first, first):  # one bucket, however it is called
        assert (await box.post("chat.postMessage", channel=name, text="x")).status == 200
    assert (await box.post("chat.postMessage", channel=first, text="x")).status == 429
    assert (await box.post("chat.postMessage", channel=second, text="x")).status == 200
    await box.control("clock", advance_s=1)
    assert (await box.post("chat.postMessage", channel=first, text="x")).status == 200


async def test_a_refused_call_changes_nothing_and_other_methods_go_on(open_box: Any) -> None:
    box = await open_box()
    channel = await box.room("room")
    for _ in range(6):
        await box.post("chat.postMessage", channel=channel, text="x")
    assert [each["text"] for each in await box.said(channel) if "subtype" not in each] == ["x"] * 5
    assert (await box.api("conversations.info", channel=channel))["ok"]


async def test_without_limits_nobody_waits(box: Any) -> None:
    channel = await box.room("room")
    for _ in range(30):
        assert (await box.post("chat.postMessage", channel=channel, text="x")).status == 200


@pytest.mark.parametrize(("speed", "wait"), [(1.0, 3), (2.0, 2), (60.0, 1)])
def test_a_speed_makes_calls_come_back_sooner_in_whole_seconds(speed: float, wait: int) -> None:
    rates = Rates(Clock(), speed=speed)
    for _ in range(T2.burst):
        assert rates.take(T2, "users.list") == 0
    assert rates.take(T2, "users.list") == wait


def test_buckets_are_kept_by_method_and_channel() -> None:
    rates = Rates(Clock())
    for _ in range(POSTING.burst):
        rates.take(POSTING, "chat.postMessage", "C1")
    assert rates.take(POSTING, "chat.postMessage", "C1") == 1
    assert rates.take(POSTING, "chat.postMessage", "C2") == 0
    assert rates.take(T2, "users.list") == 0
