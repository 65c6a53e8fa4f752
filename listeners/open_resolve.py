"""The buttons that open the resolve form: on the card, and after Slack was too slow."""

import json

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from blocks.forms import resolve_form
from incidents.refusal import Refusal
from incidents.status import must_be_open
from integrations.slack_forms import open_form
from listeners.clicks import Body, clicked
from listeners.tools import Tools
from storage.where import Where, in_channel, numbered

TOO_SLOW = "Slack was too slow to open the form. Click once more, or say `/incident resolve` with what fixed it."


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `open_resolve` (this room's incident) and `reopen_resolve` (its value is the number)."""

    async def open_resolve(body: Body, where: Where) -> None:
        incident = await tools.store.incident(where)
        must_be_open(incident)
        metadata = json.dumps({"incident": incident.id, "response_url": body.get("response_url")})
        if not await open_form(tools.client, body["trigger_id"], resolve_form(incident, metadata)):
            raise Refusal(TOO_SLOW)

    @app.action(ids.OPEN_RESOLVE)
    async def from_card(ack: AsyncAck, body: Body) -> BoltResponse:
        await open_resolve(body, in_channel(body["channel"]["id"]))
        return await ack()

    @app.action(ids.REOPEN_RESOLVE)
    async def again(ack: AsyncAck, body: Body) -> BoltResponse:
        await open_resolve(body, numbered(int(clicked(body)["value"]), seen_by=body["user"]["id"]))
        return await ack()
