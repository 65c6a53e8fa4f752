"""The button of an incident that has lost its room: go on in a new one."""

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from incidents.lost import new_room
from listeners.clicks import Body, meant, on_button, once
from listeners.tools import Tools


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `new_room`; its value names the incident and the room that was lost."""

    @app.action(ids.NEW_ROOM)
    async def open_another(ack: AsyncAck, body: Body) -> BoltResponse:
        seen = on_button(body)
        by, at, response_url = body["user"]["id"], tools.now(), body.get("response_url")
        await tools.store.change(
            meant(body),
            lambda i: new_room(i, lost=seen["lost"], by=by, at=at, response_url=response_url),
            once=once(body),
        )
        return await ack()
