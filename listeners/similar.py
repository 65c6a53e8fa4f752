"""The buttons beside a similar incident: go there, or merge what was declared into it."""

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from incidents.inviting import join
from incidents.merging import merge
from listeners.clicks import Body, meant, on_button, once
from listeners.tools import Tools
from storage.where import numbered


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `join_room` (its value is the number) and `merge` (its value names both)."""

    @app.action(ids.JOIN_ROOM)
    async def joined(ack: AsyncAck, body: Body) -> BoltResponse:
        by, response_url = body["user"]["id"], body.get("response_url")
        await tools.store.change(
            meant(body),
            lambda i: join(i, by=by, response_url=response_url),
            once=once(body),
        )
        return await ack()

    @app.action(ids.MERGE)
    async def merged(ack: AsyncAck, body: Body) -> BoltResponse:
        seen = on_button(body)
        by, at, response_url = body["user"]["id"], tools.now(), body.get("response_url")
        await tools.store.change_both(
            meant(body),
            numbered(int(seen["into"]), seen_by=by),
            lambda i, into: merge(i, into, by=by, at=at, response_url=response_url),
            once=once(body),
        )
        return await ack()
