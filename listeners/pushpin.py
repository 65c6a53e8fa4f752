"""📌 put on a message in a war room, or taken away."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from incidents.change import Change
from incidents.incident import Incident
from incidents.pins import pin, unpin
from listeners.elsewhere import heard
from listeners.tools import Tools
from storage.where import in_channel


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for reactions; Slack is answered when the pin is in the store, so none is lost."""

    @app.event("reaction_added")
    async def added(body: dict[str, Any], event: dict[str, Any]) -> None:
        await _reacted(body, event, pin)

    @app.event("reaction_removed")
    async def removed(body: dict[str, Any], event: dict[str, Any]) -> None:
        await _reacted(body, event, unpin)

    async def _reacted(body: dict[str, Any], event: dict[str, Any], rule: Any) -> None:
        item = event["item"]
        emoji = str(event["reaction"])
        if emoji.partition("::")[0] not in tools.catalog.timeline_emoji or item.get("type") != "message":
            return  # behind the colons stands a skin tone
        channel, ts, at = item["channel"], item["ts"], tools.now()
        if not await tools.store.is_room(channel):
            return await heard(tools, body, event, rule, emoji=emoji)

        def change(incident: Incident) -> Change:
            changed: Change = rule(
                incident,
                channel_id=channel,
                message_ts=ts,
                by=event["user"],
                event_ts=event["event_ts"],
                at=at,
                emoji=emoji,
            )
            return changed

        await tools.store.change(in_channel(channel, message=ts), change, once=f"event:{body['event_id']}")
        return None
