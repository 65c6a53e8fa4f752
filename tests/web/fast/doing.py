"""An incident on which people act as the pages and the API let them, and what is read of it after."""

from dataclasses import dataclass
from typing import Any

from incidents.change import SILENT, Change
from incidents.incident import Incident
from incidents.timeline import TimelineEntry
from storage.store import Changed
from storage.where import numbered
from tests.web.conftest import stored_person
from web.acts.table import BY_NAME, declare_one, perform
from web.acts.wanted import Declared
from web.front import Front

ADA, GRACE, LINUS = "UADA", "UGRACE", "ULINUS"
ROOM = "C0ROOM"


@dataclass
class Acting:
    """Ada, Grace and Linus, and INC-1, which Ada has declared."""

    front: Front
    number: int = 0

    async def __call__(self, name: str, *, by: str = ADA, once: str | None = None, **wanted: Any) -> Changed:
        """Do something to it."""
        act = BY_NAME[name]
        return await perform(self.front, by, self.number, act, act.wants(**wanted), once=once)

    async def read(self) -> Incident:
        """How it stands."""
        return await self.front.store.incident(numbered(self.number))

    async def told(self) -> list[str]:
        """What its timeline says."""
        return [entry.text or "" for entry in await self.entries()]

    async def entries(self) -> list[TimelineEntry]:
        """What people see of its timeline."""
        return await self.front.store.timeline(self.number)

    async def has_room(self) -> None:
        """Its room is open."""

        def rule(incident: Incident) -> Change:
            incident.channel_id = ROOM
            return SILENT

        await self.front.store.change(numbered(self.number), rule)


async def acting(front: Front, **declared: Any) -> Acting:
    """With everybody known, and the incident declared from the page."""
    for id, name in ((ADA, "Ada"), (GRACE, "Grace"), (LINUS, "Linus")):
        await front.store.save_person(stored_person(id, name, tz="UTC"))
    changed = await declare_one(front, ADA, Declared(**{"title": "Checkout is down", **declared}))
    assert changed
    return Acting(front, changed.incident.id or 0)
