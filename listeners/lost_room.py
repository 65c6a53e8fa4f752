"""A war room archived by hand, the bot removed from it, and the bot let in again."""

from datetime import UTC, datetime
from typing import Any

from slack_bolt.async_app import AsyncApp

from incidents.change import Rule
from incidents.lost import ARCHIVED, GONE, REMOVED, room_back, room_lost
from listeners.tools import Tools
from storage.where import in_channel

Event = dict[str, Any]


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for what happens to a room; what happens to other channels concerns no incident."""

    async def change(body: Event, channel_id: str, rule: Rule) -> None:
        await tools.store.change(in_channel(channel_id), rule, once=f"event:{body['event_id']}")

    @app.event("channel_archive")
    async def archived(body: Event, event: Event) -> None:
        by, at = event.get("user"), _when(event)
        await change(body, event["channel"], lambda i: room_lost(i, how=ARCHIVED, by=by, at=at))

    @app.event("channel_left")
    async def removed(body: Event, event: Event) -> None:
        by, at = event.get("actor_id"), _when(event)
        await change(body, event["channel"], lambda i: room_lost(i, how=REMOVED, by=by, at=at))

    @app.event("channel_deleted")
    async def deleted(body: Event, event: Event) -> None:
        at = _when(event)
        await change(body, event["channel"], lambda i: room_lost(i, how=GONE, at=at))

    @app.event("member_joined_channel")
    async def joined(body: Event, event: Event, context: dict[str, Any]) -> None:
        if event["user"] == context["bot_user_id"]:
            await change(body, event["channel"], room_back)


def _when(event: Event) -> datetime:
    return datetime.fromtimestamp(float(event["event_ts"]), UTC)
