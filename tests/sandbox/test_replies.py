"""Answers by ack and by response URL are judged as posts are, with the codes of webhooks."""

from typing import Any

import pytest

from tests.sandbox.samples import SECTION, TABLE

Json = dict[str, Any]
PING = "<!channel> all hands"
WRONG: list[tuple[Json, str]] = [
    ({"text": 5}, "invalid_payload"),
    ({"text": True}, "invalid_payload"),
    ({"text": "x", "response_type": "loud"}, "invalid_payload"),
    ({"text": "x", "response_type": ["in_channel"]}, "invalid_payload"),
    ({"text": "x", "replace_original": "yes"}, "invalid_payload"),
    ({"text": "x", "delete_original": 2}, "invalid_payload"),
    ({"text": "x", "unfurl_links": {}}, "invalid_payload"),
    ({"text": "x", "parse": "some"}, "invalid_payload"),
    ({"text": "x", "channel": "general"}, "invalid_payload"),
    ({"text": "x", "reply_broadcast": True}, "invalid_payload"),
    ({"text": "x", "thread_ts": 1.5}, "invalid_payload"),
    ({"text": "x", "thread_ts": "1.000001"}, "cannot_reply_to_message"),
    ({"text": "x", "blocks": [SECTION | {"color": "red"}]}, "invalid_blocks"),
    ({"text": "x", "attachments": [{"colour": "red", "text": "x"}]}, "invalid_attachments"),
    ({"text": "x", "attachments": [{"text": "x"}] * 101}, "too_many_attachments"),
    ({"text": "x", "blocks": [TABLE], "attachments": [{"blocks": [TABLE]}]}, "invalid_attachments"),
    ({"text": "x", "metadata": "m"}, "invalid_metadata_format"),
    ({"text": ""}, "no_text"),
    ({"response_type": "ephemeral"}, "no_text"),
    ({"text": PING, "response_type": "in_channel"}, "action_prohibited"),
    ({"text": "x", "attachments": [{"text": PING}]}, "action_prohibited"),
]


@pytest.fixture
async def url(box: Any) -> Any:
    """A fresh response URL whenever asked, with what the app acks the command with."""
    app = await box.bolt()
    box.running.world.sockets.ack_seconds = 1.0  # a wrong answer is no ack, and Slack's three seconds are long
    box.answer, box.place, urls = None, "general", []

    @app.command("/plain")
    async def plain(ack: Any, body: Any) -> Any:
        urls.append(body["response_url"])
        return await ack(box.answer)

    async def fresh() -> str:
        box.said_of = await box.control("command", user="ada", channel=box.place, command="/plain")
        return urls[-1]

    await box.control("policy", broadcasts="refused")
    return fresh


@pytest.mark.parametrize(("answer", "code"), WRONG)
async def test_a_wrong_answer_is_refused_by_ack_and_by_response_url(
    box: Any, url: Any, answer: Json, code: str
) -> None:
    async with box.session.post(await url(), json=answer) as response:
        assert (response.status, (await response.json())["error"]) == (400, code)
    box.answer = answer
    await url()
    assert (box.said_of["error"], box.said_of["problem"]["error"]) == ("invalid_command_response", code)
    assert await box.said("general") == []


@pytest.mark.parametrize("nothing", [{}, "", 0, False])
async def test_what_is_no_list_is_refused_even_where_it_is_empty(box: Any, url: Any, nothing: Any) -> None:
    late = await url()
    for name in ("blocks", "attachments"):
        async with box.session.post(late, json={"text": "x", name: nothing}) as response:
            assert (await response.json())["error"] == f"invalid_{name}"


async def test_an_archived_or_deleted_channel_takes_no_late_answer(box: Any, url: Any) -> None:
    codes = []
    for act in ("archive", "remove"):
        box.place = await box.room(f"room-{act}", "ada")
        late = await url()
        await box.control(act, user="ada", channel=box.place)
        async with box.session.post(late, json={"text": "late"}) as response:
            codes.append((await response.json())["error"])
    assert codes == ["channel_is_archived", "channel_not_found"]


async def test_an_answer_hangs_where_the_message_it_answers_hangs(box: Any, url: Any) -> None:
    parent = await box.control("message", user="ada", channel="general", text="a")
    reply = await box.control("message", user="ada", channel="general", text="b", thread_ts=parent["ts"])
    body = {"text": "x" * 40_001, "response_type": "in_channel", "thread_ts": reply["ts"]}
    async with box.session.post(await url(), json=body) as response:
        assert response.status == 200
    said = (await box.said("general"))[-1]
    assert (said["thread_ts"], len(said["text"])) == (parent["ts"], 40_000)
