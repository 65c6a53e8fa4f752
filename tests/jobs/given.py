"""A job with a real store and a real client, before a Slack that answers each method as a test says."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from incidents.catalog import Catalog
from incidents.change import SILENT, Change, Effect, Rule
from incidents.declare import declare
from incidents.incident import Incident
from incidents.person import Person
from incidents.pins import pin, unpin
from incidents.timeline import TimelineEntry
from jobs.desk import Attempt, Desk, Job, Order
from storage.store import Store
from storage.where import NEW, numbered
from tests.databases import SettableClock
from tests.integrations.given import Wire, clients, listening
from tests.jobs.test_worker import ME
from tests.rules.given import ADA, AT, GRACE, ROOM

Answers = Mapping[str, Any]
"""By method; a method that is not named is answered with nothing but `ok`."""


@dataclass
class AtWork:
    """INC-1, which Ada has declared, with its room."""

    desk: Desk
    wire: Wire
    clock: SettableClock
    acts: int = 0

    @property
    def store(self) -> Store:
        return self.desk.store

    def says(self, answers: Answers) -> None:
        """From now on Slack answers like this: a dict, the code of an error, or a file."""

        async def answer(request: web.Request) -> web.StreamResponse:
            found = answers.get(request.path.rpartition("/")[2], {})
            if isinstance(found, bytes):
                return web.Response(body=found)
            said = {"ok": False, "error": found} if isinstance(found, str) else {"ok": True, **found}
            return web.json_response(said)

        self.wire.answers = [answer]

    async def does(self, job: Job, effect: Effect, number: int = 1) -> Rule | None:
        """Perform an effect as the worker does, and record what came of it."""
        channel, ts = getattr(effect, "channel_id", None), getattr(effect, "message_ts", None)
        where = numbered(number, message=(channel, ts) if channel and ts else None)
        rule = await job(Order(effect, await self.store.incident(where), self.desk, Attempt(1, AT)))
        if rule:
            await self.store.change(where, rule)
        return rule

    async def pinned(
        self, ts: str, *, by: str = ADA, channel: str = ROOM, number: int = 1, **known: str
    ) -> list[Effect]:
        """Somebody has put 📌 on a message; what follows is given back."""
        return await self._pins(pin, ts, by, channel, number, **known)

    async def unpinned(self, ts: str, *, by: str = ADA, channel: str = ROOM, number: int = 1) -> list[Effect]:
        """They have taken it away."""
        return await self._pins(unpin, ts, by, channel, number)

    async def _pins(
        self, how: Callable[..., Change], ts: str, by: str, channel: str, number: int, **known: str
    ) -> list[Effect]:
        self.acts += 1
        event_ts = f"{AT.timestamp() - 99 + self.acts}"
        where = {"channel_id": channel, "message_ts": ts, "event_ts": event_ts, "at": AT}
        follows: list[Effect] = []

        def rule(incident: Incident) -> Change:
            change = how(incident, **where, by=by, **known)
            follows.extend(change.effects)
            return change

        await self.store.change(numbered(number, message=(channel, ts)), rule)
        return follows

    async def entries(self) -> list[TimelineEntry]:
        """The messages on its timeline."""
        return [entry for entry in await self.store.timeline(1) if entry.message_ts]

    def asked(self, method: str) -> list[dict[str, str]]:
        """With what Slack was asked for this."""
        return [each.fields for each in self.wire.asked if each.path.endswith(f"/{method}")]


@asynccontextmanager
async def at_work(url: str, catalog: Catalog | None = None, **declared: Any) -> AsyncIterator[AtWork]:
    """INC-1 in a new store."""
    clock = SettableClock(AT)
    store = Store(url, clock=clock)
    await store.start()
    found = catalog or Catalog()
    async with listening() as wire, clients(wire) as (slack, _):
        made = AtWork(Desk(store, slack, found, clock, ME), wire, clock)
        for id in (ADA, GRACE):
            await store.save_person(Person(id=id, name=id[1:].title(), team_id=ME.team_id, updated_at=AT))
        await declared_one(store, ROOM, **declared)
        yield made
    await store.close()


async def declared_one(store: Store, room: str, **declared: Any) -> int:
    """One more incident, with its room."""
    how = {"title": "Checkout is down", "by": ADA, "at": AT, **declared}
    changed = await store.change(NEW, lambda i: declare(i, Catalog(), **how))

    def rule(incident: Incident) -> Change:
        incident.channel_id = room
        return SILENT

    number = changed.incident.id or 0
    await store.change(numbered(number), rule)
    return number
