"""Declaring from Slack's own menus: from anywhere, from a message, and from what a reaction has asked."""

import json
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from blocks.carried import title_of
from blocks.forms import declare_form
from incidents.carried import Carried, declared_before
from incidents.similar import LOOKED_AT, alike
from incidents.wording import one_line
from listeners.clicks import Body, on_button, once
from listeners.messages import picked
from listeners.tools import Tools
from storage.where import numbered

INSTEAD = "Try once more, or say `/incident declare` with a title."


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for the shortcuts `declare` and `declare_from`, and for the button of the question."""

    @app.shortcut(ids.DECLARE)
    async def anywhere(ack: AsyncAck, body: Body) -> BoltResponse:
        await _open(body, declare_form(tools.catalog, json.dumps({})))
        return await ack()

    @app.shortcut(ids.DECLARE_FROM)
    async def from_message(ack: AsyncAck, body: Body) -> BoltResponse:
        await _declare_from(body, await picked(tools, body), {})
        return await ack()

    @app.action(ids.DECLARE_OFFERED)
    async def offered(ack: AsyncAck, body: Body) -> BoltResponse:
        message = Carried.unpacked(on_button(body)["message"])
        assert message is not None
        await _declare_from(body, message, {"response_url": body.get("response_url")})
        return await ack()

    async def _declare_from(body: Body, message: Carried, more: dict[str, Any]) -> None:
        """The form with what the message says; where one was declared from it already, the way there."""
        by, response_url = body["user"]["id"], body.get("response_url")
        known = await tools.store.declared_from(message.channel_id, message.message_ts, seen_by=by)
        before = next((incident for incident in known if incident.is_open), None)
        if before:
            where = numbered(before.id or 0, seen_by=by)
            await tools.store.change(
                where, lambda i: declared_before(i, by=by, response_url=response_url), once=once(body)
            )
            return
        title = title_of(message.text)
        others, _ = await tools.store.incidents(seen_by=by, limit=LOOKED_AT)
        metadata = json.dumps({**more, "message": message.packed()}, ensure_ascii=False)
        summary = "" if one_line(message.text) == title else message.text
        form = declare_form(tools.catalog, metadata, alike(title, others), title=title, summary=summary)
        await _open(body, form)

    async def _open(body: Body, form: dict[str, Any]) -> None:
        await tools.open_form(body, form, INSTEAD)
