"""The button under the private answer to `/incident close`: whoever clicks it is sure."""

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from incidents.closing import close_now
from listeners.clicks import Body, meant, once
from listeners.tools import Tools


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `close_now`; its value is the incident's number."""

    @app.action(ids.CLOSE_NOW)
    async def closed(ack: AsyncAck, body: Body) -> BoltResponse:
        by, at, url = body["user"]["id"], tools.now(), body.get("response_url")
        await tools.store.change(
            meant(body), lambda i: close_now(i, tools.catalog, by=by, at=at, response_url=url), once=once(body)
        )
        return await ack()
