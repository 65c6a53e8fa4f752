"""The shortcut in the menu of a message: what it asks for becomes a task."""

import json
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from blocks.forms import OPTIONS
from blocks.reading import NO_WORDS
from blocks.task_forms import task_form, task_of_one_form
from incidents.refusal import Refusal
from incidents.tasks import may_begin
from incidents.times import zone
from incidents.wording import one_line
from listeners.clicks import Body
from listeners.messages import picked
from listeners.tools import Tools
from storage.where import in_channel

INSTEAD = "Choose “Make a task” once more."
NOTHING_OPEN = (
    "There is no open incident that this could be a task of. `/incident declare` opens one, "
    "and then “Make a task” works on any message."
)


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `make_task`. In a war room it means that incident, elsewhere the form asks for which."""

    @app.shortcut(ids.MAKE_TASK)
    async def shortcut(ack: AsyncAck, body: Body) -> BoltResponse:
        form = await _form(tools, body)
        await tools.open_form(body, form, INSTEAD)
        return await ack()


async def _form(tools: Tools, body: Body) -> dict[str, Any]:
    message, by = await picked(tools, body), body["user"]["id"]
    text = "" if message.text == NO_WORDS else one_line(message.text)
    known: dict[str, Any] = {"message": [message.channel_id, message.message_ts]}
    if await tools.store.is_room(message.channel_id):
        incident = await tools.store.incident(in_channel(message.channel_id))
        may_begin(incident)
        known |= {"incident": incident.id}
        return task_form(incident, json.dumps(known), zone=zone(await tools.tz(by)), text=text)
    open_ones, _ = await tools.store.incidents(seen_by=by, limit=OPTIONS)
    if not open_ones:
        raise Refusal(NOTHING_OPEN)
    known |= {"response_url": body.get("response_url")}
    return task_of_one_form(open_ones, tools.catalog, json.dumps(known), text=text)
