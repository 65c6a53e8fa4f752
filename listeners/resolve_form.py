"""The resolve form, submitted."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from incidents.ending import resolve
from listeners.clicks import Body, in_form, meant, once, typed, unticked
from listeners.tools import Tools


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for the form; the answer with its Undo follows by the response_url that the form carried."""

    @app.view(ids.RESOLVE_FORM)
    async def submitted(ack: AsyncAck, body: Body, view: dict[str, Any]) -> BoltResponse:
        values = view["state"]["values"]
        metadata = in_form(view)
        by, at = body["user"]["id"], tools.now()
        left = [int(number) for number in unticked(view, ids.CARRY_OVER)]
        await tools.store.change(
            meant(body),
            lambda i: resolve(
                i,
                by=by,
                at=at,
                resolution=typed(values, ids.RESOLUTION),
                users_affected=typed(values, ids.USERS_AFFECTED),
                left=left,
                response_url=metadata.get("response_url"),
            ),
            once=once(body),
        )
        return await ack()
