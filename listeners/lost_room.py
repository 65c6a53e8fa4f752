"""A war room archived by hand, the bot removed from it and let in again, and people who come and go.

Slack says group where a channel is private.
"""

from datetime import UTC, datetime
from typing import Any

from slack_bolt.async_app import AsyncApp

from incidents.catchup import LATE
from incidents.catchup import joined as came
from incidents.change import Rule
from incidents.lost import ARCHIVED, GONE, REMOVED, room_back, room_lost
from incidents.visible import went_out
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

    @app.event("member_joined_channel")
    async def joined(body: Event, event: Event, context: dict[str, Any]) -> None:
        person, ts, at = event["user"], event["event_ts"], tools.now()
        us = person == context["bot_user_id"]
        if not us and not await tools.store.minds_who_comes(event["channel"], at - LATE):
            return  # hundreds may come at once
        rule = room_back if us else lambda i: came(i, person, event_ts=ts, at=at)
        await change(body, event["channel"], rule)

    @app.event("member_left_channel")
    async def left(body: Event, event: Event) -> None:
        person, ts = event["user"], event["event_ts"]
        await change(body, event["channel"], lambda i: went_out(i, person, event_ts=ts))


def _when(event: Event) -> datetime:
    return datetime.fromtimestamp(float(event["event_ts"]), UTC)
