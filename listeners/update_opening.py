"""The buttons that open the form of a status update."""

import json

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from blocks.update_form import writing
from incidents.refusal import Refusal
from incidents.status import must_be_open
from integrations.slack_forms import open_form
from listeners.clicks import Body, clicked
from listeners.tools import Tools
from storage.where import Where, in_channel, numbered

TOO_SLOW = "Slack was too slow to open the form. Click once more, or say `/incident update` with what is new."


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `open_update` (this room's incident) and `write_update` (its value names the incident).

    The value may also name an update that was sent back: its author has the words again.
    """

    async def write(body: Body, where: Where, number: int = 0) -> None:
        by = body["user"]["id"]
        incident = await tools.store.incident(where)
        must_be_open(incident)
        draft = await tools.store.draft(incident.id or 0, by)
        again = next((u for u in incident.updates if u.number == number and u.author_id == by), None)
        url = body.get("response_url")
        form = writing(incident, tools.catalog, now=tools.now(), draft=draft, again=again, response_url=url)
        if not await open_form(tools.client, body["trigger_id"], form):
            raise Refusal(TOO_SLOW)

    @app.action(ids.OPEN_UPDATE)
    async def from_card(ack: AsyncAck, body: Body) -> BoltResponse:
        await write(body, in_channel(body["channel"]["id"]))
        return await ack()

    @app.action(ids.WRITE_UPDATE)
    async def from_elsewhere(ack: AsyncAck, body: Body) -> BoltResponse:
        meant = json.loads(clicked(body)["value"])
        number = int(meant.get("update") or 0)
        where = numbered(int(meant["incident"]), update=number or None, seen_by=body["user"]["id"])
        await write(body, where, number)
        return await ack()
