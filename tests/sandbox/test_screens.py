"""Stale screens, response URLs to the letter, and who may click at all."""

from typing import Any

import pytest

PLAIN = {"type": "plain_text", "text": "x"}


def menu(*values: str) -> list[dict[str, Any]]:
    options = [{"text": PLAIN, "value": value} for value in values]
    return [{"type": "actions", "elements": [{"type": "static_select", "action_id": "go", "options": options}]}]


@pytest.fixture
async def bodies(box: Any) -> list[dict[str, Any]]:
    app = await box.bolt()
    got: list[dict[str, Any]] = []

    @app.action("go")
    @app.shortcut("here")
    async def go(ack: Any, body: Any) -> Any:
        got.append(body)
        return await ack()

    return got


async def test_a_menu_option_of_an_earlier_version_can_still_be_chosen(box: Any, bodies: Any) -> None:
    channel = await box.room("room", "ada")
    ts = (await box.api("chat.postMessage", channel=channel, text="t", blocks=menu("old")))["ts"]
    await box.api("chat.update", channel=channel, ts=ts, text="t", blocks=menu("new"))
    where = {"user": "ada", "channel": channel, "ts": ts, "action_id": "go"}
    for value in ("old", "new"):
        assert "error" not in await box.control("click", **where, value=value)
    assert [each["actions"][0]["selected_option"]["value"] for each in bodies] == ["old", "new"]
    assert (await box.tried("click", **where, value="never"))[0] == 400


async def test_a_response_url_refuses_what_it_cannot_read(box: Any, bodies: Any) -> None:
    channel = await box.room("room", "ada")
    ts = (await box.api("chat.postMessage", channel=channel, text="t", blocks=menu("a")))["ts"]
    await box.control("click", user="ada", channel=channel, ts=ts, action_id="go", value="a")

    async def respond(data: str) -> tuple[int, str]:
        async with box.session.post(bodies[0]["response_url"], data=data) as response:
            return response.status, (await response.json())["error"]

    assert await respond("no json") == (400, "invalid_payload")
    assert await respond('{"text": 5}') == (400, "invalid_payload")
    assert await respond('{"text": "a", "response_type": "loud"}') == (400, "invalid_payload")
    assert await respond('{"attachments": 5}') == (400, "invalid_attachments")
    assert await respond('{"blocks": 5}') == (400, "invalid_blocks")


async def test_what_stands_in_an_attachment_can_be_clicked_too(box: Any, bodies: Any) -> None:
    channel = await box.room("room", "ada")
    attachment = {"color": "#ff0000", "fallback": "f", "blocks": menu("a")}
    ts = (await box.api("chat.postMessage", channel=channel, text="t", attachments=[attachment]))["ts"]
    await box.control("click", user="ada", channel=channel, ts=ts, action_id="go", value="a")
    assert bodies[0]["container"] == {
        "type": "message_attachment", "message_ts": ts, "attachment_id": 1, "channel_id": channel,
        "is_ephemeral": False, "is_app_unfurl": False,
    }  # fmt: skip
    block_id = bodies[0]["actions"][0]["block_id"]
    assert bodies[0]["state"]["values"][block_id]["go"]["selected_option"]["value"] == "a"
    assert bodies[0]["message"]["attachments"][0]["blocks"][0]["block_id"] == block_id


async def test_a_response_url_answers_in_a_thread_and_deletes_its_message(box: Any, bodies: Any) -> None:
    channel = await box.room("room", "ada")
    ts = (await box.api("chat.postMessage", channel=channel, text="t", blocks=menu("a")))["ts"]
    await box.control("click", user="ada", channel=channel, ts=ts, action_id="go", value="a")
    url = bodies[0]["response_url"]
    async with box.session.post(url, json={"text": "r", "thread_ts": ts, "response_type": "in_channel"}):
        pass
    assert [each["text"] for each in await box.said(channel) if each.get("thread_ts") == ts][-1] == "r"
    await box.control("clock", advance_s=1801)
    async with box.session.post(url, json={"delete_original": True}) as response:
        assert (response.status, (await response.json())["error"]) == (404, "expired_url")


async def test_a_message_shortcut_works_in_a_thread_and_not_on_what_one_person_sees(box: Any, bodies: Any) -> None:
    channel = await box.room("room", "ada")
    parent = await box.control("message", user="ada", channel=channel, text="a")
    reply = await box.control("message", user="ada", channel=channel, text="b", thread_ts=parent["ts"])
    await box.control("shortcut", user="ada", callback_id="here", channel=channel, ts=reply["ts"])
    assert bodies[-1]["message"]["thread_ts"] == parent["ts"]
    sent = await box.api("chat.postEphemeral", channel=channel, user=box.user("ada"), text="t")
    where = {"callback_id": "here", "channel": channel, "ts": sent["message_ts"]}
    assert (await box.tried("shortcut", user="ada", **where))[0] == 400
    assert (await box.tried("shortcut", user="ada", callback_id="here", channel=channel))[0] == 400


async def test_the_deactivated_cannot_do_anything_and_guests_can(box: Any, bodies: Any) -> None:
    channel = await box.room("room", "ada", "grace")
    ts = (await box.api("chat.postMessage", channel=channel, text="t", blocks=menu("a")))["ts"]
    where = {"channel": channel, "ts": ts, "action_id": "go", "value": "a"}
    await box.control("people", name="ada", guest=True)
    assert "error" not in await box.control("click", user="ada", **where)
    await box.control("people", name="grace", deleted=True)
    for act, body in (
        ("click", where), ("command", {"channel": "general", "command": "/plain"}),
        ("react", {"channel": channel, "ts": ts, "name": "eyes"}), ("home", {}),
        ("join", {"channel": "general"}), ("rename", {"channel": channel, "name": "other"}),
    ):  # fmt: skip
        status, answer = await box.tried(act, user="grace", **body)
        assert (status, answer["error"]) == (400, "grace is deactivated"), act


async def test_a_message_shortcut_gives_no_hold_on_what_a_person_wrote(box: Any, bodies: Any) -> None:
    channel = await box.room("room", "ada")
    said = await box.control("message", user="ada", channel=channel, text="mine")
    await box.control("shortcut", user="ada", callback_id="here", channel=channel, ts=said["ts"])
    for body in ({"text": "theirs", "replace_original": True}, {"delete_original": True}):
        async with box.session.post(bodies[-1]["response_url"], json=body):
            pass
    shown = {each["ts"]: each["text"] for each in await box.said(channel)}
    assert (shown[said["ts"]], "theirs" in shown.values()) == ("mine", True)
