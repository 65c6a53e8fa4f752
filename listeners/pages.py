"""The buttons that turn the pages of a list or a timeline: the private answer changes in place."""

import asyncio
import re

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from blocks.listing import incident_list
from blocks.message import Message
from blocks.timeline import timeline
from incidents.listing import Wanted
from incidents.refusal import Refusal
from integrations.errors import OutsideError
from listeners.clicks import Body, meant, on_button
from listeners.tools import Tools

WITHIN = 1.0
"""Seconds: after that there is still time to say so before Slack gives up on the click."""
TOO_SLOW = "Slack was too slow to turn the page. Click once more, or type the command with the page's number."


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `list_page:…` (its value: what the list shows) and `timeline_page:…` (the incident, the page)."""

    @app.action(re.compile(f"^{ids.LIST_PAGE}:"))
    async def of_the_list(ack: AsyncAck, body: Body) -> BoltResponse:
        wanted = Wanted.from_payload(on_button(body))
        incidents, total = await tools.store.listed(wanted, seen_by=body["user"]["id"])
        await _turn(tools, body, incident_list(incidents, total, wanted, tools.catalog, now=tools.now()))
        return await ack()

    @app.action(re.compile(f"^{ids.TIMELINE_PAGE}:"))
    async def of_the_timeline(ack: AsyncAck, body: Body) -> BoltResponse:
        seen = on_button(body)
        incident = await tools.store.incident(meant(body))
        number = incident.id or 0
        entries, hidden = await tools.store.timeline(number), await tools.store.hidden(number)
        await _turn(tools, body, timeline(incident, entries, int(seen["page"]), hidden))
        return await ack()


async def _turn(tools: Tools, body: Body, message: Message) -> None:
    payload = {"response_type": "ephemeral", "replace_original": True, **message.payload()}
    try:
        async with asyncio.timeout(WITHIN):
            await tools.respond(body["response_url"], payload)
    except (OutsideError, TimeoutError) as error:
        raise Refusal(TOO_SLOW) from error
