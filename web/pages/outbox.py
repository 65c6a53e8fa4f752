"""The page on which admins see what still has to happen outside and what was given up, and try that again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from blocks.steps import given_up, held_up, step
from incidents.permissions import ADMINISTER
from incidents.room import tried_again
from storage.tables import OutboxRow
from storage.where import HIGHEST_NUMBER, numbered
from web.front import Front
from web.looks import page
from web.visitor import Somebody, Visitor

SHOWN = 200
"""Steps of a kind on the page; the first ones are what holds up the others."""
NOT_AGAIN = "Nothing was begun anew: that is done, or is being tried again already."


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something that still has to happen outside, as this visitor may see it."""

    row: OutboxRow
    seen: bool
    now: datetime

    @property
    def number(self) -> int | None:
        """The incident that it is of, as far as they may know."""
        return self.row.incident_id if self.seen else None

    @property
    def of(self) -> str:
        """The incident in words, where there is none to lead to."""
        return "" if self.row.incident_id is None else "A private incident"

    @property
    def failed(self) -> str:
        """What could not be done, and why."""
        return given_up(self.row.kind, self._error)

    @property
    def does(self) -> str:
        """What will be done: `Pin the card`."""
        return self.words[:1].upper() + self.words[1:]

    @property
    def words(self) -> str:
        """The same within a sentence."""
        return step(self.row.kind)

    @property
    def why(self) -> str:
        """Why it did not work the last time."""
        return held_up(self._error)

    @property
    def is_under_way(self) -> bool:
        return self.row.lease_until is not None and self.row.lease_until > self.now

    @property
    def comes_later(self) -> bool:
        """It has a time of its own at which it is tried."""
        return self.row.due_at > self.now

    @property
    def _error(self) -> str:
        return (self.row.last_error or "") if self.seen else ""


def register(app: FastAPI, front: Front) -> None:
    """Answer at `/outbox`."""

    @app.get("/outbox", include_in_schema=False)
    async def outbox(request: Request, visitor: Somebody) -> HTMLResponse:
        await front.store.permit(ADMINISTER, visitor.person, front.catalog.permissions)
        waits, dead = await front.store.outbox_depth(besides="")
        known: dict[str, Any] = {
            "groups": _by_incident(await _first(front, visitor, dead=True)),
            "dead": dead,
            "waiting": await _first(front, visitor, dead=False),
            "waits": waits,
            "shown": SHOWN,
            "said": _said(request.query_params.get("again", "")),
        }
        return page(request, "outbox.html", visitor=visitor, **known)

    @app.post("/outbox/{row:int}/try-again", include_in_schema=False)
    async def try_again(visitor: Somebody, row: int) -> Response:
        """Also of an incident that they may not see: that it is tried again tells nothing of it."""
        await front.store.permit(ADMINISTER, visitor.person, front.catalog.permissions)
        return _back(await front.store.retry_step(row, tried_again) if row <= HIGHEST_NUMBER else 0)

    @app.post("/outbox/incidents/{number:int}/try-again", include_in_schema=False)
    async def try_all(visitor: Somebody, number: int) -> Response:
        await front.store.permit(ADMINISTER, visitor.person, front.catalog.permissions)
        return _back(await front.store.retry(numbered(number, seen_by=visitor.person), tried_again))


async def _first(front: Front, visitor: Visitor, *, dead: bool) -> list[Step]:
    """Those that were given up, or those that wait: after an hour without Slack there may be thousands."""
    rows = await front.store.outbox_of(visitor.person, limit=SHOWN, dead=dead)
    return [Step(row=row, seen=seen, now=front.now()) for row, seen in rows]


def _by_incident(steps: Sequence[Step]) -> list[tuple[int | None, list[Step]]]:
    """Those of one incident together; what they may not see, and what is of none, stands alone."""
    ordered = sorted(steps, key=lambda each: (each.number is None, each.number or each.row.id or 0))
    alone = groupby(ordered, key=lambda each: (each.number, each.number or each.row.id))
    return [(number, [*of_it]) for (number, _), of_it in alone]


def _back(count: int) -> Response:
    return RedirectResponse(f"/outbox?again={count}", status_code=303)


def _said(count: str) -> str:
    """What was done, in the words of `signalcraft outbox --retry`; the number stands in the address."""
    if not (count.isascii() and count.isdigit() and len(count) <= len(str(HIGHEST_NUMBER))):
        return ""
    return f"Trying again: {int(count)} step{'' if int(count) == 1 else 's'}." if int(count) else NOT_AGAIN
