"""The card's button of whoever has seen the incident."""

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from incidents.acknowledging import acknowledge
from listeners.clicks import Body, meant, once
from listeners.tools import Tools


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `acknowledge`; its value is the incident's number."""

    @app.action(ids.ACKNOWLEDGE)
    async def seen(ack: AsyncAck, body: Body) -> BoltResponse:
        by, at = body["user"]["id"], tools.now()
        await tools.store.change(
            meant(body),
            lambda i: acknowledge(i, by=by, at=at),
            once=once(body),
        )
        return await ack()
