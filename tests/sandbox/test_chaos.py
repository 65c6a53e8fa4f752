"""Faults by chance and of the transport: refused, random, not JSON, and chaos that a seed brings back."""

import time
from typing import Any

import aiohttp
import pytest


async def test_refused_calls_have_no_effect_at_all(box: Any) -> None:
    channel = await box.room("room")
    await box.control("faults", method="chat.postMessage", refuse=True)
    with pytest.raises(aiohttp.ClientError):
        await box.api("chat.postMessage", channel=channel, text="never")
    assert "never" not in str(await box.said(channel))
    last = (await box.look("traffic"))["entries"][-1]
    assert (last["error"], last["fault"], last["ok"], last["status"]) == ("refused", "refuse", False, 0)


async def test_a_call_can_cost_a_socket(box: Any) -> None:
    url = (await box.api("apps.connections.open", token="xapp-local"))["url"]
    async with box.session.ws_connect(url) as socket:
        await socket.receive_json(timeout=2)
        await box.control("faults", method="api.test", cut=True)
        assert (await box.api("api.test"))["ok"]
        assert (await socket.receive(timeout=2)).type is not aiohttp.WSMsgType.TEXT
    assert (await box.look("traffic"))["entries"][-1]["fault"] == "cut"


async def test_a_server_error_need_not_be_json(box: Any) -> None:
    await box.control("faults", method="api.test", status=502, body="<html>Bad Gateway</html>")
    response = await box.post("api.test")
    assert (response.status, response.content_type) == (502, "text/html")
    assert await response.text() == "<html>Bad Gateway</html>"


async def test_lateness_can_be_random_between_two_bounds(box: Any) -> None:
    await box.control("faults", method="api.test", latency_ms=[60, 80])
    started = time.perf_counter()
    await box.api("api.test")
    assert time.perf_counter() - started >= 0.06


async def test_a_probability_hits_some_calls_and_never_runs_out(open_box: Any) -> None:
    box = await open_box(rate_limits=False, seed=1)
    await box.control("faults", method="api.test", error="internal_error", probability=0.5)
    answers = [(await box.api("api.test"))["ok"] for _ in range(60)]
    assert 10 < answers.count(True) < 50
    assert (await box.look("faults"))["faults"][0]["probability"] == 0.5


async def test_the_same_seed_makes_the_same_chaos(open_box: Any) -> None:
    async def trouble(seed: int) -> list[Any]:
        box = await open_box(rate_limits=False)
        await box.control("chaos", seed=seed, rate=0.4, kinds=["error", "ratelimited", "unavailable"])
        for _ in range(60):
            async with box.session.post(f"{box.running.api_url}api.test") as response:
                await response.read()
        return [each["fault"] for each in (await box.look("traffic"))["entries"]]

    first = await trouble(7)
    assert first == await trouble(7)
    assert first != await trouble(8)
    assert {None, "internal_error", "429", "503"} == set(first)


async def test_chaos_is_shown_and_can_be_ended(box: Any) -> None:
    chaos = {"seed": 3, "rate": 1.0, "kinds": ["error"]}
    await box.control("chaos", **chaos)
    assert (await box.look("faults"))["chaos"] == chaos
    assert not (await box.api("api.test"))["ok"]
    async with box.session.delete(f"{box.running.url}_control/chaos") as response:
        assert "chaos" not in await response.json()
    assert (await box.api("api.test"))["ok"]
    for wrong in ({"rate": 2}, {"kinds": ["weather"]}, {"kinds": [[]]}, {"seed": "x"}):
        assert (await box.tried("chaos", **wrong))[0] == 400
