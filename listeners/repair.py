"""The button of the doctor: what is wrong in a room is mended."""

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from incidents.doctor import repair
from listeners.clicks import Body, meant, on_button, once
from listeners.tools import Tools


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `repair_room`; its value names the incident and the room that was looked at."""

    @app.action(ids.REPAIR)
    async def repair_room(ack: AsyncAck, body: Body) -> BoltResponse:
        seen = on_button(body)
        by, response_url = body["user"]["id"], body.get("response_url")
        await tools.store.change(
            meant(body),
            lambda i: repair(i, room=seen["room"], by=by, response_url=response_url),
            once=once(body),
        )
        return await ack()
