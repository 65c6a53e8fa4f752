"""User groups get other members, other names, or are switched off."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from incidents.effects.groups import ReadGroups
from listeners.tools import Tools


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for changes of the groups that may do something. Slack tells of 500 members at most, so we ask."""

    @app.event("subteam_updated")
    async def updated(body: dict[str, Any], event: dict[str, Any]) -> None:
        await _changed(body, event["subteam"]["id"])

    @app.event("subteam_members_changed")
    async def members_changed(body: dict[str, Any], event: dict[str, Any]) -> None:
        await _changed(body, event["subteam_id"])

    async def _changed(body: dict[str, Any], group: str) -> None:
        if group in tools.catalog.permissions.groups:
            await tools.store.enqueue(ReadGroups(), dedupe_key=f"event:{body['event_id']}")
