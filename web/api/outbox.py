"""The outbox, for programs of admins: what still has to happen outside, and what was given up."""

from fastapi import FastAPI

from blocks.steps import step
from incidents.permissions import ADMINISTER
from storage.store import Store
from storage.tables import OutboxRow
from storage.where import NoSuchIncident, numbered
from web.api import shown
from web.api.caller import Admin
from web.front import Front


def register(api: FastAPI, front: Front) -> None:
    """Answer at `/outbox`."""

    @api.get("/outbox", summary="What waits, and what was given up", tags=["administration"])
    async def outbox(caller: Admin) -> shown.Outbox:
        """`POST /incidents/{number}/try-again` begins anew what was given up."""
        await front.store.permit(ADMINISTER, caller.person, front.catalog.permissions)
        rows = await front.store.unfinished()
        seen = await _seen(front.store, {row.incident_id for row in rows if row.incident_id}, caller.person)
        return shown.Outbox(steps=[_step(row, seen=row.incident_id in (*seen, None)) for row in rows])


async def _seen(store: Store, numbers: set[int], person: str) -> set[int]:
    """Admins look after SignalCraft; what is private stays so."""
    seen = set()
    for number in numbers:
        try:
            await store.incident(numbered(number, seen_by=person))
        except NoSuchIncident:
            continue
        seen.add(number)
    return seen


def _step(row: OutboxRow, *, seen: bool) -> shown.Step:
    return shown.Step(
        id=row.id or 0,
        incident=row.incident_id if seen else None,
        does=step(row.kind),
        kind=row.kind,
        given_up=row.dead_at is not None,
        attempts=row.attempts,
        created_at=row.created_at,
        due_at=row.due_at,
        error=row.last_error if seen else None,
    )
