"""The button that keeps a room open which is about to be archived."""

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from incidents.closing import keep_open
from listeners.clicks import Body, meant, once
from listeners.tools import Tools


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `keep_open`; its value is the incident's number. Whoever is in the room may."""

    @app.action(ids.KEEP_OPEN)
    async def kept(ack: AsyncAck, body: Body) -> BoltResponse:
        by, at = body["user"]["id"], tools.now()
        await tools.store.change(meant(body), lambda i: keep_open(i, by=by, at=at), once=once(body))
        return await ack()
