"""The card's button that starts a bridge where there is none."""

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from incidents.bridge import start_bridge
from listeners.clicks import Body, meant, once
from listeners.tools import Tools


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `start_bridge`. A card that is older than the bridge changes nothing."""

    @app.action(ids.START_BRIDGE)
    async def start(ack: AsyncAck, body: Body) -> BoltResponse:
        by, at = body["user"]["id"], tools.now()
        await tools.store.change(
            meant(body),
            lambda i: start_bridge(i, tools.catalog.bridges_to_ask(i.services, i.declared_by), by=by, at=at),
            once=once(body),
        )
        return await ack()
