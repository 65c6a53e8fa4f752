"""The button that opens the declare form after Slack was too slow the first time."""

import json

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from blocks.forms import declare_form
from listeners.clicks import Body, clicked
from listeners.tools import Tools

INSTEAD = "Click once more, or say `/incident declare` with a title."


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `open_declare`; its value says whether it was to be a private one, or a drill."""

    @app.action(ids.OPEN_DECLARE)
    async def open_declare(ack: AsyncAck, body: Body) -> BoltResponse:
        metadata = json.dumps({"response_url": body.get("response_url")})
        wanted = clicked(body)["value"].split()
        form = declare_form(tools.catalog, metadata, private=ids.PRIVATE in wanted, drill=ids.DRILL in wanted)
        await tools.open_form(body, form, INSTEAD)
        return await ack()
