"""The card's link to the bridge: Slack opens it by itself, and tells of the click all the same."""

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from listeners.tools import Tools


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `join_bridge`, and do nothing."""

    @app.action(ids.JOIN_BRIDGE)
    async def joined(ack: AsyncAck) -> BoltResponse:
        return await ack()
