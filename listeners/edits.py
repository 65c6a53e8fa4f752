"""A message of the timeline edited or deleted in Slack. Of all that is said in rooms only these are looked at."""

from contextlib import suppress
from typing import Any

from slack_bolt.async_app import AsyncApp

from blocks.reading import TOMBSTONE, says_other
from incidents.change import Rule
from incidents.pins import message_deleted, message_edited
from listeners.clicks import Body
from listeners.tools import Tools
from storage.store import SeenBefore

Event = dict[str, Any]


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for both; a message with replies is not deleted but changed into a tombstone."""

    @app.event({"type": "message", "subtype": "message_changed"})
    async def changed(body: Body, event: Event) -> None:
        message, before = event.get("message") or {}, event.get("previous_message") or {}
        channel = event.get("channel")
        if not (channel and message.get("ts")):
            return  # nothing that could be looked for
        if message.get("subtype") == TOMBSTONE:
            await _deleted(body, channel, message["ts"], before)
        elif says_other(message, before):
            ts = message["ts"]
            await _each(body, channel, ts, lambda i: message_edited(i, channel_id=channel, message_ts=ts))

    @app.event({"type": "message", "subtype": "message_deleted"})
    async def deleted(body: Body, event: Event) -> None:
        channel, ts = event.get("channel"), event.get("deleted_ts")
        if channel and ts:
            await _deleted(body, channel, ts, event.get("previous_message") or {})

    async def _deleted(body: Body, channel: str, ts: str, before: Event) -> None:
        author, at = before.get("user"), tools.now()
        await _each(body, channel, ts, lambda i: message_deleted(i, message_ts=ts, at=at, author_id=author))

    async def _each(body: Body, channel: str, ts: str, rule: Rule) -> None:
        """On whichever timelines it stands: it may have been added to others than its room's."""
        for where in await tools.store.timelines_with(channel, ts):
            with suppress(SeenBefore):
                await tools.store.change(where, rule, once=f"event:{body['event_id']}:{where.number}")
