"""The button that opens the form of a new task: on the card, and under the list of tasks."""

import json

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from blocks.task_forms import task_form
from incidents.tasks import may_begin
from incidents.times import zone
from listeners.clicks import Body, meant
from listeners.tools import Tools

INSTEAD = "Click once more, or say `/incident task add` with what is to be done."


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `add_task`; it means this room's incident."""

    @app.action(ids.ADD_TASK)
    async def add(ack: AsyncAck, body: Body) -> BoltResponse:
        incident = await tools.store.incident(meant(body))
        may_begin(incident)
        theirs = zone(await tools.tz(body["user"]["id"]))
        form = task_form(incident, json.dumps({"incident": incident.id}), zone=theirs)
        await tools.open_form(body, form, INSTEAD)
        return await ack()
