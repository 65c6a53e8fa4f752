"""The Undo button under the answer to merge."""

from datetime import datetime

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from incidents.merging import undo_merge
from listeners.clicks import Body, meant, on_button, once
from listeners.tools import Tools
from storage.where import numbered


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `undo_merge`; its value names both incidents and the merge that it takes back."""

    @app.action(ids.UNDO_MERGE)
    async def undo(ack: AsyncAck, body: Body) -> BoltResponse:
        seen = on_button(body)
        by, at, response_url = body["user"]["id"], tools.now(), body.get("response_url")
        merged_at = datetime.fromisoformat(seen["merged_at"])
        await tools.store.change_both(
            meant(body),
            numbered(int(seen["into"]), seen_by=None),
            lambda i, into: undo_merge(i, into, merged_at=merged_at, by=by, at=at, response_url=response_url),
            once=once(body),
        )
        return await ack()
