"""The button under what Slack refused: those steps are begun anew."""

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from incidents.room import tried_again
from listeners.clicks import Body, meant, once
from listeners.tools import Tools


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `try_again`; its value is the incident's number."""

    @app.action(ids.TRY_AGAIN)
    async def again(ack: AsyncAck, body: Body) -> BoltResponse:
        await tools.store.retry(meant(body), tried_again, once=once(body))
        return await ack()
