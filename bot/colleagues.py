"""Who can be given a part in an incident: what the store knows, and Slack of whoever was never met."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from incidents.person import Person, must_be_colleague
from integrations.errors import OutsideError
from integrations.slack import Slack
from integrations.slack_people import last_changed, person_from
from jobs.desk import Identity
from storage.store import Store

WITHIN = 1.0
"""Seconds: somebody waits for an ack, which is due in three."""


@dataclass(frozen=True)
class Colleagues:
    """Asks Slack once in a person's life; `user_change` keeps what is known in step."""

    store: Store
    slack: Slack
    me: Identity
    now: Callable[[], datetime]

    async def must_be_one(self, user_id: str, field: str | None = None) -> None:
        """Raises a Refusal for an app, a stranger, or an account that is gone. `field`: where it was chosen.

        Where Slack does not say in time, they count as one: who cannot come into the room is reported then.
        """
        person = await self._known(user_id)
        if person:
            must_be_colleague(person, self.me.team_id, field=field)

    async def _known(self, user_id: str) -> Person | None:
        known = (await self.store.people([user_id])).get(user_id)
        if known:
            return known
        return await self._asked(user_id)

    async def refresh(self, user_id: str) -> None:
        """Bring what we know of somebody up to date, if Slack says it in time."""
        await self._asked(user_id)

    async def _asked(self, user_id: str) -> Person | None:
        try:
            async with asyncio.timeout(WITHIN):
                user = (await self.slack.call("users.info", user=user_id))["user"]
        except (OutsideError, TimeoutError):
            return None
        person = person_from(user, at=last_changed(user, now=self.now()))
        await self.store.save_person(person)
        return person
