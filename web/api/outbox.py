"""The outbox, for programs of admins: what still has to happen outside, and what was given up."""

from typing import Annotated

from fastapi import FastAPI, Path, Query
from starlette.responses import Response

from blocks.steps import step
from incidents.permissions import ADMINISTER
from incidents.refusal import Refusal
from incidents.room import tried_again
from storage.tables import OutboxRow
from web.acts.wanted import HIGHEST
from web.api import shown
from web.api.caller import Admin
from web.api.reading import PAGED, linked
from web.front import Front
from web.pages.outbox import NOT_AGAIN

STEPS = 100
"""On a page."""
Id = Annotated[int, Path(ge=1, le=HIGHEST, description="The id of the step.", examples=[7])]


def register(api: FastAPI, front: Front) -> None:
    """Answer at `/outbox`."""

    @api.get("/outbox", summary="What waits, and what was given up", tags=["administration"], responses=PAGED)
    async def outbox(
        caller: Admin,
        answer: Response,
        after: Annotated[int, Query(ge=0, le=HIGHEST, description="`next` of the page before.")] = 0,
    ) -> shown.Outbox:
        """`POST /incidents/{number}/try-again` begins all of an incident anew that was given up."""
        await front.store.permit(ADMINISTER, caller.person, front.catalog.permissions)
        found = await _now(caller.person, after)
        if found.next:
            answer.headers["Link"] = linked("/outbox", {"after": str(found.next)}, "next")
        return found

    @api.post("/outbox/{step}/try-again", summary="Begin a step anew", tags=["administration"])
    async def try_step_again(caller: Admin, step: Id) -> shown.Outbox:
        """One that was given up, also of no incident. Sent twice, it is done once: 409, it is not given up."""
        await front.store.permit(ADMINISTER, caller.person, front.catalog.permissions)
        if not await front.store.retry_step(step, tried_again):
            raise Refusal(NOT_AGAIN)
        return await _now(caller.person)

    async def _now(person: str, after: int = 0) -> shown.Outbox:
        """A page. Admins look after SignalCraft; what is private stays so."""
        rows = await front.store.outbox_of(person, limit=STEPS + 1, after=after)
        steps = [_step(row, seen=seen) for row, seen in rows[:STEPS]]
        return shown.Outbox(steps=steps, next=steps[-1].id if len(rows) > STEPS else None)


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
