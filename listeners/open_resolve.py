"""The buttons that open the resolve form: on the card, and after Slack was too slow."""

import json

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from blocks.forms import resolve_form
from incidents.status import must_be_open
from listeners.clicks import Body, meant
from listeners.tools import Tools

INSTEAD = "Click once more, or say `/incident resolve` with what fixed it."


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `open_resolve` (this room's incident) and `reopen_resolve` (its value is the number)."""

    @app.action(ids.OPEN_RESOLVE)
    @app.action(ids.REOPEN_RESOLVE)
    async def open_resolve(ack: AsyncAck, body: Body) -> BoltResponse:
        incident = await tools.store.incident(meant(body))
        must_be_open(incident)
        metadata = json.dumps({"incident": incident.id, "response_url": body.get("response_url")})
        await tools.open_form(body, resolve_form(incident, metadata), INSTEAD)
        return await ack()
