"""A war room renamed by hand."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from incidents.room import channel_renamed
from listeners.tools import Tools
from storage.where import in_channel


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `channel_rename`; rooms are bound by id, so only the shown name follows."""

    @app.event("channel_rename")
    @app.event("group_rename")
    async def renamed(body: dict[str, Any], event: dict[str, Any]) -> None:
        channel = event["channel"]
        await tools.store.change(
            in_channel(channel["id"]),
            lambda i: channel_renamed(i, name=channel["name"]),
            once=f"event:{body['event_id']}",
        )
