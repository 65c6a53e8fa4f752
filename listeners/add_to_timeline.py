"""The message shortcut that does what 📌 does, also outside of a war room."""

import json
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from blocks.forms import OPTIONS
from blocks.timeline_form import timeline_form
from incidents.carried import Carried, add_to_timeline
from incidents.refusal import Refusal
from listeners.clicks import Body, in_form, once, typed
from listeners.messages import picked
from listeners.tools import Tools
from storage.where import Where, in_channel, numbered

INSTEAD = "Try once more."
NOTHING_OPEN = "There is no open incident whose timeline it could stand on. `/incident declare` opens one."


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `add_to_timeline`; elsewhere than in a war room a form asks which one it belongs to."""

    @app.shortcut(ids.ADD_TO_TIMELINE)
    async def shortcut(ack: AsyncAck, body: Body) -> BoltResponse:
        message = await picked(tools, body)
        if await tools.store.is_room(message.channel_id):
            where = in_channel(message.channel_id, message=message.message_ts)
            await _add(tools, where, message, body, body["action_ts"], body.get("response_url"))
        else:
            await _ask(tools, body, message)
        return await ack()

    @app.view(ids.TIMELINE_FORM)
    async def submitted(ack: AsyncAck, body: Body, view: dict[str, Any]) -> BoltResponse:
        metadata = in_form(view)
        message = Carried.unpacked(metadata["message"])
        assert message is not None
        number = int(typed(view["state"]["values"], ids.INCIDENT))
        about = (message.channel_id, message.message_ts)
        where = numbered(number, seen_by=body["user"]["id"], message=about)
        await _add(tools, where, message, body, metadata["action_ts"], metadata.get("response_url"))
        return await ack()


async def _add(
    tools: Tools, where: Where, message: Carried, body: Body, event_ts: str, response_url: str | None
) -> None:
    by, at = body["user"]["id"], tools.now()
    await tools.store.change(
        where,
        lambda i: add_to_timeline(i, message, by=by, event_ts=event_ts, at=at, response_url=response_url),
        once=once(body),
    )


async def _ask(tools: Tools, body: Body, message: Carried) -> None:
    """The open incidents that they may see, to choose from."""
    incidents, _ = await tools.store.incidents(seen_by=body["user"]["id"], limit=OPTIONS)
    if not incidents:
        raise Refusal(NOTHING_OPEN)
    known = {"message": message.packed(), "action_ts": body["action_ts"]}
    metadata = json.dumps({**known, "response_url": body.get("response_url")}, ensure_ascii=False)
    form = timeline_form(incidents, tools.catalog, message.text, metadata)
    await tools.open_form(body, form, INSTEAD)
