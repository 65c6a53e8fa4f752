"""Events: who gets which, in what shape, and how long Slack keeps trying."""

import asyncio
from typing import Any

import pytest


async def until(found: Any, seconds: float = 3.0) -> None:
    """Waits for what arrives by itself."""
    async with asyncio.timeout(seconds):
        while not found():  # noqa: ASYNC110 (what is awaited has no event to wait for)
            await asyncio.sleep(0.01)


@pytest.fixture
async def heard(box: Any) -> list[dict[str, Any]]:
    """All events an app gets, as it gets them."""
    app = await box.bolt(ignoring_self_events_enabled=False)
    events: list[dict[str, Any]] = []

    async def keep(body: Any) -> None:
        events.append(body)

    for name in ("message", "reaction_added", "reaction_removed", "user_change", "channel_rename"):
        app.event(name)(keep)
    for name in ("channel_archive", "member_joined_channel", "pin_added", "app_mention", "app_home_opened"):
        app.event(name)(keep)
    return events


def kinds(events: list[dict[str, Any]]) -> list[str]:
    return [each["event"].get("subtype") or each["event"]["type"] for each in events]


async def test_reactions_carry_their_own_time_and_the_messages_author(box: Any, heard: Any) -> None:
    channel = await box.room("room", "ada")
    said = await box.control("message", user="ada", channel=channel, text="look <here> & there")
    await box.control("react", user="grace", channel=channel, ts=said["ts"], name=":pushpin:")
    await box.control("unreact", user="grace", channel=channel, ts=said["ts"], name="pushpin")
    await until(lambda: {"message", "reaction_added", "reaction_removed"} <= {*kinds(heard)})
    added = next(each for each in heard if each["event"]["type"] == "reaction_added")
    event = added["event"]
    assert event["item"] == {"type": "message", "channel": channel, "ts": said["ts"]}
    assert (event["reaction"], event["user"], event["item_user"]) == (
        "pushpin",
        box.user("grace"),
        box.user("ada"),
    )
    assert float(event["event_ts"]) > 0
    assert added["type"] == "event_callback"
    assert added["authorizations"][0]["user_id"] == box.bot
    message = next(each["event"] for each in heard if each["event"].get("client_msg_id"))
    assert message["text"] == "look &lt;here&gt; &amp; there"
    assert message["channel_type"] == "channel"


async def test_only_channels_the_bot_is_in_are_heard_and_only_what_is_subscribed(box: Any, heard: Any) -> None:
    await box.control("message", user="ada", channel="general", text="not for the bot")
    channel = await box.room("room")
    await box.control("message", user="ada", channel=channel, text="for the bot")
    await box.control("people", name="ada", deleted=True)
    await until(lambda: "user_change" in kinds(heard))
    await asyncio.sleep(0.05)
    assert [each["event"]["text"] for each in heard if each["event"].get("client_msg_id")] == ["for the bot"]
    assert next(each for each in heard if each["event"]["type"] == "user_change")["event"]["user"]["deleted"]
    assert "channel_created" not in kinds(heard)


async def test_what_happens_to_a_channel_is_told_with_slacks_subtypes(box: Any, heard: Any) -> None:
    channel = await box.room("room", "ada")
    await box.api("conversations.setTopic", channel=channel, topic="SEV1")
    await box.control("rename", user="ada", channel=channel, name="renamed")
    said = await box.control("message", user="ada", channel=channel, text="a")
    await box.control("edit", user="ada", channel=channel, ts=said["ts"], text="b")
    await box.control("pin", user="ada", channel=channel, ts=said["ts"])
    await box.control("delete", user="ada", channel=channel, ts=said["ts"])
    await box.control("archive", user="ada", channel=channel)
    expected = [
        "channel_join", "member_joined_channel", "channel_join", "member_joined_channel", "channel_topic",
        "channel_name", "channel_rename", "message", "message_changed", "pin_added", "message_deleted",
        "channel_archive", "channel_archive",
    ]  # fmt: skip
    await until(lambda: len(heard) >= len(expected))
    assert sorted(kinds(heard)) == sorted(expected)
    assert box.bot not in (await box.look("state"))["channels"][-1]["members"]


async def test_mentions_and_the_home_tab(box: Any, heard: Any) -> None:
    channel = await box.room("room", "ada")
    await box.control("message", user="ada", channel=channel, text="@tester help")
    await box.control("home", user="ada")
    await until(lambda: {"app_mention", "app_home_opened"} <= set(kinds(heard)))
    view = {"type": "home", "blocks": [{"type": "divider"}]}
    assert (await box.api("views.publish", user_id=box.user("ada"), view=view))["ok"]
    assert (await box.look("views", user="ada"))["home"]["type"] == "home"


async def test_an_event_nobody_acks_comes_three_times_more(box: Any) -> None:
    box.running.world.sockets.ack_seconds = 0.05
    channel = await box.room("room", "ada")
    app = await box.bolt()
    tries: list[tuple[str, str]] = []

    @app.event("reaction_added")
    async def fail(body: Any, request: Any = None, context: Any = None) -> None:
        raise RuntimeError("no ack goes out")

    @app.middleware
    async def note(req: Any, next: Any) -> Any:
        if req.body.get("event", {}).get("type") == "reaction_added":
            headers = req.headers
            tries.append((headers.get("x-slack-retry-num", ["0"])[0], req.body["event_id"]))
        return await next()

    said = await box.control("message", user="ada", channel=channel, text="a")
    await box.control("react", user="ada", channel=channel, ts=said["ts"], name="eyes")
    await until(lambda: len(tries) == 2)  # nearly at once
    await asyncio.sleep(0.1)
    assert len(tries) == 2
    await box.control("clock", advance_s=61)
    await until(lambda: len(tries) == 3)
    await asyncio.sleep(0.1)
    await box.control("clock", advance_s=301)
    await until(lambda: len(tries) == 4)
    await asyncio.sleep(0.1)
    await box.control("clock", advance_s=3000)
    await asyncio.sleep(0.1)
    assert sorted(number for number, _ in tries) == ["0", "1", "2", "3"]
    assert len({event_id for _, event_id in tries}) == 1


async def test_events_wait_for_a_connection(box: Any) -> None:
    channel = await box.room("room", "ada")
    said = await box.control("message", user="ada", channel=channel, text="a")
    await box.control("react", user="ada", channel=channel, ts=said["ts"], name="eyes")
    from_bolt = await box.bolt()
    seen: list[str] = []

    @from_bolt.event("reaction_added")
    async def keep(body: Any) -> None:
        seen.append(body["event"]["reaction"])

    await until(lambda: seen == ["eyes"])


async def test_one_socket_gets_each_envelope_and_the_eleventh_is_refused(box: Any) -> None:
    async def link() -> Any:
        url = (await box.api("apps.connections.open", token="xapp-local"))["url"]
        socket = await box.session.ws_connect(url, autoping=False)
        return socket, await socket.receive_json()

    opened = [await link() for _ in range(10)]
    assert [hello["num_connections"] for _, hello in opened] == list(range(1, 11))
    assert opened[0][1]["type"] == "hello"
    refused, frame = await link()
    assert (frame["type"], frame["reason"]) == ("disconnect", "too_many_websockets")
    await opened[0][0].ping(b"sdk-ping-pong:1")
    assert (await opened[0][0].receive()).data == b"sdk-ping-pong:1"
    await box.room("room")
    got = [each async for each in _frames([socket for socket, _ in opened])]
    assert len(got) == 2  # the join message and the join event, once each
    for socket, _ in [*opened, (refused, None)]:
        await socket.close()


async def _frames(sockets: list[Any]) -> Any:
    for socket in sockets:
        try:
            while True:
                yield await socket.receive_json(timeout=0.05)
        except TimeoutError:
            continue


async def test_after_a_disconnect_frame_the_app_comes_back(box: Any) -> None:
    app = await box.bolt()

    @app.command("/plain")
    async def plain(ack: Any) -> Any:
        return await ack(text="here")

    for reason in ("warning", "refresh_requested"):
        assert (await box.control("disconnect", reason=reason))["told"] == 1
        sockets = box.running.world.sockets
        await until(lambda s=sockets: [each for each in s.connections if not each.leaving])
        answer = await box.control("command", user="ada", channel="general", command="/plain")
        assert answer["response"] == {"text": "here"}, reason
