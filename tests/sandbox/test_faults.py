"""What a test can order: errors, lateness, lost answers, rate limits; and the journal of calls."""

import asyncio
import time
from typing import Any

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError


async def test_errors_and_statuses_are_answered_without_effect_and_run_out(box: Any) -> None:
    channel = await box.room("room")
    await box.control("faults", method="chat.postMessage", times=1, error="internal_error")
    await box.control("faults", method="chat.postMessage", status=429, retry_after=3)
    await box.control("faults", method="chat.postMessage", status=503)
    assert (await box.api("chat.postMessage", channel=channel, text="1"))["error"] == "internal_error"
    with pytest.raises(SlackApiError) as limited:
        await box.client().chat_postMessage(channel=channel, text="2")
    assert (limited.value.response.status_code, limited.value.response.headers["Retry-After"]) == (429, "3")
    assert (await box.post("chat.postMessage", channel=channel, text="3")).status == 503
    assert (await box.api("chat.postMessage", channel=channel, text="4"))["ok"]
    assert [each["text"] for each in await box.said(channel) if "bot_id" in each] == ["4"]


async def test_drop_does_the_work_and_loses_the_answer(box: Any) -> None:
    channel = await box.room("room")
    await box.control("faults", method="chat.postMessage", drop=True)
    with pytest.raises(aiohttp.ClientError):
        await box.api("chat.postMessage", channel=channel, text="once")
    assert [each["text"] for each in await box.said(channel) if "bot_id" in each] == ["once"]
    last = (await box.look("calls"))["calls"][-1]
    assert (last["status"], last["ended"] is not None) == (0, True)


async def test_latency_comes_before_the_effect_and_calls_wait_side_by_side(open_box: Any) -> None:
    box = await open_box(latency_ms=150, rate_limits=False)
    started = time.perf_counter()
    rooms = asyncio.gather(*(box.api("conversations.create", name=f"room-{number}") for number in range(8)))
    await asyncio.sleep(0.07)
    assert len((await box.look("state"))["channels"]) == 2
    assert all(answer["ok"] for answer in await rooms)
    assert 0.15 <= time.perf_counter() - started < 0.6


async def test_latency_holds_for_response_urls_and_ordered_faults(open_box: Any) -> None:
    box = await open_box(latency_ms=100, rate_limits=False)
    key = box.running.world.triggers.hook(box.user("ada"), box.channel("general"))
    url = f"{box.running.url}commands/T/{key}"
    started = time.perf_counter()
    async with box.session.post(url, json={"text": "late"}) as response:
        assert (response.status, await response.json()) == (200, {"ok": True})
    assert time.perf_counter() - started >= 0.1
    await box.control("faults", method="response_url", status=500)
    async with box.session.post(url, json={"text": "lost"}) as response:
        assert response.status == 500
    await box.control("faults", method="api.test", latency_ms=200)
    started = time.perf_counter()
    await box.api("api.test")
    assert time.perf_counter() - started >= 0.3
    assert [each["text"] for each in await box.said("general")] == ["late"]


async def test_faults_can_be_cleared_and_nonsense_is_refused(box: Any) -> None:
    await box.control("faults", method="api.test", times=5, error="internal_error")
    async with box.session.delete(f"{box.running.url}_control/faults") as response:
        assert (await response.json()) == {"faults": []}
    assert (await box.api("api.test"))["ok"]
    assert (await box.tried("faults", method="api.test", colour="red"))[0] == 400
    assert (await box.tried("faults", times=1))[0] == 400


async def test_the_upload_step_can_fail_too(box: Any) -> None:
    await box.control("faults", method="files.upload", status=500)
    asked = await box.api("files.getUploadURLExternal", filename="a.md", length=3)
    async with box.session.post(asked["upload_url"], data=b"abc") as response:
        assert response.status == 500
    async with box.session.post(asked["upload_url"], data=b"abcd") as response:
        assert response.status == 400
    async with box.session.post(asked["upload_url"], data=b"abc") as response:
        assert response.status == 200


async def test_tiers_are_counted_per_method_and_refill_with_the_clock(open_box: Any) -> None:
    box = await open_box()
    answers = [await box.post("conversations.create", name=f"room-{number}") for number in range(21)]
    assert [each.status for each in answers] == [200] * 20 + [429]
    assert int(answers[-1].headers["Retry-After"]) >= 1
    assert (await answers[-1].json())["error"] == "ratelimited"
    assert (await box.api("users.list"))["ok"]
    await box.control("clock", advance_s=4)
    assert (await box.api("conversations.create", name="later"))["ok"]


async def test_posting_is_limited_per_channel(open_box: Any) -> None:
    box = await open_box()
    one, other = await box.room("one"), await box.room("other")
    statuses = [(await box.post("chat.postMessage", channel=one, text="x")).status for _ in range(7)]
    assert statuses.count(429) >= 1
    assert (await box.post("chat.postMessage", channel=other, text="x")).status == 200


async def test_the_journal_keeps_the_order_and_no_tokens(box: Any) -> None:
    channel = await box.room("room")
    await box.client().api_call("chat.postMessage", data={"channel": channel, "text": "x", "token": "xoxb-local"})
    await box.api("pins.add", channel=channel, timestamp="1.1")
    calls = (await box.look("calls"))["calls"]
    assert [each["method"] for each in calls] == ["conversations.create", "chat.postMessage", "pins.add"]
    assert [each["error"] for each in calls] == [None, None, "message_not_found"]
    assert calls[1]["channel"] == channel
    assert calls[1]["started"] <= calls[1]["ended"]
    assert "xoxb" not in str(calls)
