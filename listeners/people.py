"""People change their names, zones and addresses, and leave."""

from datetime import UTC, datetime
from typing import Any

from slack_bolt.async_app import AsyncApp

from incidents.person import Person
from incidents.vacancy import account_gone
from listeners.tools import Tools
from storage.where import numbered


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
        if person.deleted:
            await _gone(person)
        await tools.store.save_person(person, once=f"event:{body['event_id']}")

    async def _gone(person: Person) -> None:
        """Their roles come free, unless it is known that they came back since. Doing it again changes nothing."""
        known = (await tools.store.people([person.id])).get(person.id)
        if known and known.updated_at > person.updated_at:
            return
        for number in await tools.store.concerned(person.id):
            await tools.store.change(
                numbered(number, seen_by=None),
                lambda i: account_gone(i, tools.catalog, person.id, at=tools.now()),
            )
