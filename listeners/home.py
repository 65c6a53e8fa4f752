"""Somebody opens the app's home."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from listeners.tools import Tools


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for it; Slack says the same of the app's messages, which need nothing."""

    @app.event("app_home_opened")
    async def opened(body: dict[str, Any], event: dict[str, Any]) -> None:
        if event.get("tab") == "home":
            await tools.store.open_home(event["user"], once=f"event:{body['event_id']}")
