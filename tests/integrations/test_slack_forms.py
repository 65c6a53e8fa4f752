"""Opening a form: at once, and a trigger that has died is no error."""

import asyncio
import json

import pytest
from aiohttp import web

from integrations.errors import Rejected
from integrations.slack_forms import open_form
from tests.integrations.given import TOKEN, cut_off, every_word, failing

VIEW = {"type": "modal", "title": {"type": "plain_text", "text": "é"}, "blocks": []}


async def test_a_form_opens_with_its_trigger(client, wire):
    assert await open_form(client, "1.2.abc", VIEW) is True
    (asked,) = wire.asked
    assert asked.path == "/api/views.open"
    sent = json.loads(asked.body) if asked.body.startswith(b"{") else asked.fields
    view = sent["view"] if isinstance(sent["view"], dict) else json.loads(sent["view"])
    assert (sent["trigger_id"], view) == ("1.2.abc", VIEW)


@pytest.mark.parametrize("code", ["expired_trigger_id", "exchanged_trigger_id", "invalid_trigger_id"])
async def test_ic_20_a_trigger_that_has_died_is_told_as_too_late(client, wire, code):
    wire.answers = [{"ok": False, "error": code}]
    assert await open_form(client, "1.2.abc", VIEW) is False


async def test_ic_20_a_form_that_opens_too_slowly_counts_as_too_late(client, wire):
    async def slow(_: web.Request) -> web.StreamResponse:
        await asyncio.sleep(0.5)
        return web.json_response({"ok": True})

    wire.answers = [slow]
    assert await open_form(client, "1.2.abc", VIEW, within=0.05) is False


async def test_ic_18_a_form_that_slack_refuses_is_never_silent(client, wire):
    wire.answers = [
        {"ok": False, "error": "invalid_arguments", "response_metadata": {"messages": ["title: too long"]}}
    ]
    with pytest.raises(Rejected) as caught:
        await open_form(client, "1.2.abc", VIEW)
    assert str(caught.value) == "invalid_arguments: title: too long"
    assert TOKEN not in every_word(caught.value)


@pytest.mark.parametrize(
    "answer",
    [
        failing(502),
        failing(502, kind="text/plain"),
        failing(200, text="{", kind="application/json"),
        failing(429, Retry_After="1"),
        cut_off,
    ],
)
async def test_trouble_at_slack_while_a_form_opens_asks_for_a_fresh_click(client, wire, answer):
    wire.answers = [answer]
    assert await open_form(client, "1.2.abc", VIEW) is False
