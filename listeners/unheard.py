"""What no other listener wanted: nothing may stay unanswered, and nobody is left without a word."""

import re
from typing import Any

import structlog
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from incidents.refusal import Refusal
from listeners.clicks import OLD_BUTTON, OLD_FORM

EVERYTHING = re.compile(".*")

log = structlog.get_logger("unheard")


def register(app: AsyncApp) -> None:
    """Catch-all listeners: buttons of older versions, links (Slack reports these clicks too), new events."""

    @app.action(EVERYTHING)
    async def click(ack: AsyncAck, body: dict[str, Any]) -> BoltResponse:
        if body["actions"][0].get("url"):
            return await ack()
        raise Refusal(OLD_BUTTON)

    @app.view(EVERYTHING)
    async def form(ack: AsyncAck, body: dict[str, Any]) -> BoltResponse:
        raise Refusal(OLD_FORM)

    @app.view_closed(EVERYTHING)
    async def closed(ack: AsyncAck) -> BoltResponse:
        return await ack()

    @app.shortcut(EVERYTHING)
    async def shortcut(ack: AsyncAck) -> BoltResponse:
        log.warning("unknown shortcut")
        return await ack()

    @app.options(EVERYTHING)
    async def options(ack: AsyncAck) -> BoltResponse:
        return await ack(options=[])

    @app.command(EVERYTHING)
    async def command(ack: AsyncAck) -> BoltResponse:
        return await ack(
            response_type="ephemeral", text="SignalCraft does not know this command: try `/incident help`."
        )

    @app.event(EVERYTHING)
    async def event() -> None:
        """Acknowledged and left alone."""
