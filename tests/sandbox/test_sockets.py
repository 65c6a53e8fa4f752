"""Socket Mode at the frame: redelivery, acks from anywhere, lost connections, tickets and goodbyes."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any

import aiohttp
import pytest

Link = Callable[..., Awaitable[aiohttp.ClientWebSocketResponse]]


@pytest.fixture
async def link(box: Any) -> AsyncIterator[Link]:
    """Opens a bare connection, past its hello."""
    async with AsyncExitStack() as stack:

        async def opened(query: str = "") -> aiohttp.ClientWebSocketResponse:
            url = (await box.api("apps.connections.open", token="xapp-local"))["url"] + query
            socket = await box.session.ws_connect(url)
            stack.push_async_callback(socket.close)
            assert (await socket.receive_json(timeout=2))["type"] == "hello"
            return socket

        yield opened


async def event(box: Any, name: str) -> None:
    """One reaction, the only thing that happens then."""
    said = (await box.said("watched"))[-1]
    await box.control("react", user="ada", channel="watched", ts=said["ts"], name=name)


@pytest.fixture
async def watched(box: Any) -> str:
    channel: str = await box.room("watched", "ada")
    await box.control("clock", advance_s=400)  # what was told of it to nobody is past redelivery
    return channel


async def acked(socket: Any, envelope: Any, **payload: Any) -> None:
    await socket.send_json({"envelope_id": envelope["envelope_id"], **payload})


async def command(box: Any) -> Any:
    return await box.control("command", user="ada", channel="general", command="/plain")


async def envelopes(box: Any) -> list[dict[str, Any]]:
    return [each for each in (await box.look("traffic"))["entries"] if each["kind"] == "envelope"]


async def test_what_went_down_with_its_connection_comes_again_at_once(box: Any, link: Link, watched: str) -> None:
    first = await link()
    await event(box, "eyes")
    sent = await first.receive_json(timeout=2)
    assert (sent["retry_attempt"], sent["retry_reason"]) == (0, "")
    await box.control("disconnect", reason="cut")
    assert (await first.receive(timeout=2)).type is not aiohttp.WSMsgType.TEXT
    second = await link()
    again = await second.receive_json(timeout=2)  # sooner than the three seconds an ack may take
    assert (again["retry_attempt"], again["retry_reason"]) == (1, "timeout")
    assert again["payload"]["event_id"] == sent["payload"]["event_id"]
    assert again["envelope_id"] != sent["envelope_id"]
    await acked(second, again)


async def test_an_ack_counts_from_any_connection_of_the_app(box: Any, link: Link) -> None:
    sockets = [await link(), await link()]
    asking = asyncio.create_task(command(box))
    done, waiting = await asyncio.wait(
        [asyncio.create_task(each.receive_json()) for each in sockets], return_when=asyncio.FIRST_COMPLETED
    )
    assert (len(done), len(waiting)) == (1, 1)  # never to both
    for socket in sockets:
        await acked(socket, done.pop().result() if done else {"envelope_id": "second"}, payload={"text": "x"})
    assert (await asking)["response"] == {"text": "x"}
    waiting.pop().cancel()


async def test_events_wait_in_order_as_retries_and_are_lost_after_the_last(
    box: Any, link: Link, watched: str
) -> None:
    for name in ("one", "two"):
        await event(box, name)
    socket = await link()
    came = [await socket.receive_json(timeout=2) for _ in range(2)]
    assert [each["payload"]["event"]["reaction"] for each in came] == ["one", "two"]
    assert {(each["retry_attempt"], each["retry_reason"]) for each in came} == {(1, "timeout")}
    for each in came:
        await acked(socket, each)
    await socket.close()
    await event(box, "three")
    await box.control("clock", advance_s=61)
    second = await link()
    late = await second.receive_json(timeout=2)
    assert late["retry_attempt"] == 2
    await acked(second, late)
    await second.close()
    await event(box, "four")
    await box.control("clock", advance_s=61)
    await box.control("clock", advance_s=301)
    assert (await envelopes(box))[-1]["error"] == "given_up"
    third = await link()
    with pytest.raises(TimeoutError):
        await third.receive_json(timeout=0.1)


async def test_a_late_ack_is_noted_and_helps_nobody(box: Any, link: Link) -> None:
    box.running.world.sockets.ack_seconds = 0.05
    socket = await link()
    assert (await command(box))["error"] == "dispatch_failed"
    await acked(socket, await socket.receive_json(timeout=2), payload={"text": "late"})
    await socket.ping()
    await _until_seen(box, lambda entries: entries[0]["answer"])
    entry = (await envelopes(box))[0]
    assert (entry["error"], entry["answer"]["payload"]) == ("not_acked", {"text": "late"})
    assert "late" not in str(await box.said("general"))


async def _until_seen(box: Any, found: Callable[[list[dict[str, Any]]], Any]) -> None:
    async with asyncio.timeout(2):
        while not found(await envelopes(box)):  # noqa: ASYNC110 (what is awaited has no event to wait for)
            await asyncio.sleep(0.01)


async def test_frames_that_make_no_sense_are_noted_and_harmless(box: Any, link: Link) -> None:
    socket = await link()
    for frame in ("no json", "[1]", '{"envelope_id": 5}', '{"envelope_id": "unknown"}'):
        await socket.send_str(frame)
    asking = asyncio.create_task(command(box))
    await acked(socket, await socket.receive_json(timeout=2), payload=[1, 2])
    assert "error" not in await asking
    assert [each["error"] for each in await envelopes(box)] == [
        "not_json", "no_envelope_id", "no_envelope_id", "unknown_envelope_id", None, "invalid_payload",
    ]  # fmt: skip


async def test_a_ticket_is_good_once_and_for_half_a_minute(box: Any) -> None:
    async def url() -> str:
        return str((await box.api("apps.connections.open", token="xapp-local"))["url"])

    used = await url()
    async with box.session.ws_connect(used):
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await box.session.ws_connect(used)
    old = await url()
    await box.control("clock", advance_s=31)
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await box.session.ws_connect(old)


async def test_a_warning_comes_ten_seconds_before_the_end(box: Any, link: Link) -> None:
    short, long = await link("&debug_reconnects=true"), await link()
    await box.control("clock", advance_s=349)
    with pytest.raises(TimeoutError):
        await short.receive_json(timeout=0.05)
    await box.control("clock", advance_s=2)
    frame = await short.receive_json(timeout=2)
    assert (frame["type"], frame["reason"]) == ("disconnect", "warning")
    assert not short.closed
    await box.control("clock", advance_s=11)
    assert (await short.receive(timeout=2)).type is aiohttp.WSMsgType.CLOSE
    await box.control("clock", advance_s=18060)
    assert (await long.receive_json(timeout=2))["reason"] == "warning"


async def test_a_disabled_link_stays_refused_until_it_is_switched_on_again(box: Any, link: Link) -> None:
    socket = await link()
    await box.control("disconnect", reason="link_disabled")
    assert (await socket.receive_json(timeout=2))["reason"] == "link_disabled"
    assert (await socket.receive(timeout=2)).type is aiohttp.WSMsgType.CLOSE
    assert (await box.api("apps.connections.open", token="xapp-local"))["error"] == "forbidden_team"
    await box.control("socket_mode", enabled=True)
    await link()


async def test_only_slacks_reasons_and_cut_can_be_ordered(box: Any) -> None:
    assert (await box.tried("disconnect", reason="boredom"))[0] == 400
    assert (await box.tried("disconnect", reason="warning", count="many"))[0] == 400
