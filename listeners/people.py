"""People change their names, zones and addresses, and leave."""

from datetime import UTC, datetime
from typing import Any

from slack_bolt.async_app import AsyncApp

from incidents.person import Person
from listeners.tools import Tools


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `user_change` and keep our copy in step; the newest wins, whatever the order of arrival."""

    @app.event("user_change")
    async def user_change(body: dict[str, Any], event: dict[str, Any]) -> None:
        user = event["user"]
        profile = user.get("profile") or {}
        person = Person(
            id=user["id"],
            team_id=user.get("team_id"),
            name=profile.get("display_name") or profile.get("real_name") or user.get("name") or user["id"],
            email=profile.get("email"),
            tz=user.get("tz"),
            deleted=bool(user.get("deleted")),
            updated_at=datetime.fromtimestamp(float(event["event_ts"]), UTC),
        )
        await tools.store.save_person(person, once=f"event:{body['event_id']}")
