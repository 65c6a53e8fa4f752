"""People change their names, zones and addresses, and leave."""

from datetime import UTC, datetime
from typing import Any

from slack_bolt.async_app import AsyncApp

from incidents.person import Person
from incidents.tasks import assignee_gone
from incidents.vacancy import account_gone
from integrations.slack_people import person_from
from listeners.tools import Tools
from storage.where import numbered


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for `user_change` and keep our copy in step; the newest wins, whatever the order of arrival."""

    @app.event("user_change")
    async def user_change(body: dict[str, Any], event: dict[str, Any]) -> None:
        person = person_from(event["user"], at=datetime.fromtimestamp(float(event["event_ts"]), UTC))
        if person.deleted:
            await _gone(person)
        await tools.store.save_person(person, once=f"event:{body['event_id']}")
        if person.deleted:
            for number in await tools.store.with_tasks_of(person.id):
                await tools.store.change(numbered(number, seen_by=None), lambda i: assignee_gone(i, person.id))

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
