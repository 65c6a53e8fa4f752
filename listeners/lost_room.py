"""A war room archived by hand, the bot removed from it, and a room that is gone.

Slack says group where a channel is private.
"""

from datetime import UTC, datetime
from typing import Any

from slack_bolt.async_app import AsyncApp

from incidents.change import Rule
from incidents.lost import ARCHIVED, GONE, REMOVED, room_lost
from listeners.tools import Tools
from storage.where import in_channel

Event = dict[str, Any]


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for what happens to a room; what happens to other channels concerns no incident."""

    async def change(body: Event, channel_id: str, rule: Rule) -> None:
        await tools.store.change(in_channel(channel_id), rule, once=f"event:{body['event_id']}")

    @app.event("channel_archive")
    @app.event("group_archive")
    async def archived(body: Event, event: Event) -> None:
        by, at = event.get("user"), _when(event)
        await change(body, event["channel"], lambda i: room_lost(i, how=ARCHIVED, by=by, at=at))

    @app.event("channel_left")
    @app.event("group_left")
    async def removed(body: Event, event: Event) -> None:
        by, at = event.get("actor_id"), _when(event)
        await change(body, event["channel"], lambda i: room_lost(i, how=REMOVED, by=by, at=at))

    @app.event("channel_deleted")
    @app.event("group_deleted")
    async def deleted(body: Event, event: Event) -> None:
        at = _when(event)
        await change(body, event["channel"], lambda i: room_lost(i, how=GONE, at=at))


def _when(event: Event) -> datetime:
    return datetime.fromtimestamp(float(event["event_ts"]), UTC)
