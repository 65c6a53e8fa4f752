"""People change their names, zones and addresses, and leave."""

from datetime import UTC, datetime
from typing import Any

from slack_bolt.async_app import AsyncApp

from incidents.vacancy import account_gone
from integrations.slack_people import person_from
from listeners.tools import Tools
from storage.where import numbered


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `user_change` and keep our copy in step; the newest wins, whatever the order of arrival.

    No key is spent: doing all of it again changes nothing, and half of it may have been done.
    """

    @app.event("user_change")
    async def user_change(event: dict[str, Any]) -> None:
        person = person_from(event["user"], at=datetime.fromtimestamp(float(event["event_ts"]), UTC))
        await tools.store.save_person(person)
        known = (await tools.store.people([person.id]))[person.id]
        if known.deleted:
            await _gone(person.id)

    async def _gone(person: str) -> None:
        for number in await tools.store.concerned(person):
            await tools.store.change(
                numbered(number, seen_by=None),
                lambda i: account_gone(i, tools.catalog, person, at=tools.now()),
            )
