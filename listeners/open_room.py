"""The digest message's button of an incident without a room: open one."""

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from incidents.roomless import open_room
from listeners.clicks import Body, meant, once
from listeners.tools import Tools


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `open_room`; its value is the incident's number."""

    @app.action(ids.OPEN_ROOM)
    async def wanted(ack: AsyncAck, body: Body) -> BoltResponse:
        by, at, response_url = body["user"]["id"], tools.now(), body.get("response_url")
        await tools.store.change(
            meant(body),
            lambda i: open_room(i, by=by, at=at, response_url=response_url),
            once=once(body),
        )
        return await ack()
