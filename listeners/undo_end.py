"""The Undo button under the answers to resolve and cancel."""

from datetime import datetime

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from incidents.ending import undo_end
from listeners.clicks import Body, meant, on_button, once
from listeners.tools import Tools


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `undo_end`; its value names the incident and the ending that it takes back."""

    @app.action(ids.UNDO_END)
    async def undo(ack: AsyncAck, body: Body) -> BoltResponse:
        seen = on_button(body)
        by, at = body["user"]["id"], tools.now()
        ended_at = datetime.fromisoformat(seen["ended_at"])
        response_url = body.get("response_url")
        await tools.store.change(
            meant(body),
            lambda i: undo_end(i, ended_at=ended_at, by=by, at=at, response_url=response_url),
            once=once(body),
        )
        return await ack()
