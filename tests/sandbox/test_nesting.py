"""JSON that is nested without end is refused at every door, and nobody falls over it."""

from typing import Any

import pytest

from tests.sandbox.conftest import Box


def nested(depth: int) -> str:
    return '{"a":' * depth + "1" + "}" * depth


DEPTHS = (150, 900, 50_000)


@pytest.mark.parametrize("depth", DEPTHS)
async def test_the_web_api_refuses_it_as_a_body_and_as_an_argument(box: Box, depth: int) -> None:
    channel = await box.room("room")
    url, headers = f"{box.running.api_url}chat.postMessage", {"Authorization": "Bearer xoxb-local"}
    kind = {"Content-Type": "application/json; charset=utf-8"}
    async with box.session.post(url, headers=headers | kind, data=nested(depth)) as response:
        assert (await response.json())["error"] == "invalid_json"
    for name, code in (
        ("blocks", "invalid_blocks_format"),
        ("attachments", "invalid_attachments"),
        ("metadata", "invalid_metadata_format"),
    ):
        form = {"channel": channel, "text": "x", name: f"[{nested(depth)}]"}
        async with box.session.post(url, headers=headers, data=form) as response:
            assert (await response.json())["error"] == code
    assert (await box.look("journal"))["entries"]


@pytest.mark.parametrize("depth", DEPTHS)
async def test_the_other_doors_refuse_it_too(box: Box, depth: int) -> None:
    async with box.session.post(f"{box.running.url}_control/message", data=nested(depth)) as response:
        assert (response.status, (await response.json())["error"]) == (400, "the body must be JSON")
    app, urls = await box.bolt(), []
    box.running.world.sockets.ack_seconds = 1.0

    @app.command("/plain")
    async def plain(ack: Any, body: Any) -> Any:
        urls.append(body["response_url"])
        return await ack()

    await box.control("command", user="ada", channel="general", command="/plain")
    async with box.session.post(urls[0], data=nested(depth)) as response:
        assert (response.status, (await response.json())["error"]) == (400, "invalid_payload")
    async with box.session.ws_connect(
        (await box.api("apps.connections.open", token="xapp-local"))["url"]
    ) as socket:
        await socket.send_str(nested(depth))
        await box.control("command", user="ada", channel="general", command="/plain")
    errors = [each["error"] for each in (await box.look("traffic"))["entries"]]
    assert "not_json" in errors


async def test_what_is_nested_a_little_is_read(box: Box) -> None:
    channel = await box.room("room")
    form = {"channel": channel, "text": "x", "blocks": f"[{nested(90)}]"}
    url, headers = f"{box.running.api_url}chat.postMessage", {"Authorization": "Bearer xoxb-local"}
    async with box.session.post(url, headers=headers, data=form) as response:
        assert (await response.json())["error"] == "invalid_blocks"  # read, and found to be no blocks
