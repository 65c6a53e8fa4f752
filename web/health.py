"""`/healthz` and `/readyz`: whether we hear Slack, the store takes writes, and the outbox moves."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import structlog
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from storage.store import CommitUnknown, Store

STUCK = 60
"""Seconds after which a due row that nobody has claimed means that the worker is stuck."""

log = structlog.get_logger("health")


@dataclass(frozen=True)
class Heard:
    """How many connections to Slack work, and how many seconds ago it last said hello and sent something.

    `envelopes_s`: by kind (`slash_commands`, `interactive`, `events_api`); what never came is not in it.
    """

    sockets: int
    hello_s: int | None = None
    envelopes_s: Mapping[str, int] = field(default_factory=dict)

    def facts(self) -> dict[str, int | None]:
        """As the pages tell it."""
        latest = min(self.envelopes_s.values(), default=None)
        return {"sockets": self.sockets, "last_hello_s": self.hello_s, "last_envelope_s": latest}


def health_app(store: Store, heard: Callable[[], Heard]) -> Starlette:
    """`/readyz`: 200 while we hear Slack and the store takes writes. `/healthz`: and while the outbox moves.

    Else 503. Not ready may pass by itself; what is not healthy is mended by a restart.
    """

    async def readyz(request: Request) -> JSONResponse:
        now, stored = heard(), await _stored(store)
        return _told(now.sockets > 0 and stored, **now.facts(), store=stored)

    async def healthz(request: Request) -> JSONResponse:
        now, stored = heard(), await _stored(store)
        overdue = await _overdue(store) if stored else None
        moves = overdue is not None and overdue < STUCK
        return _told(now.sockets > 0 and moves, **now.facts(), store=stored, outbox_overdue_s=overdue)

    return Starlette(routes=[Route("/healthz", healthz), Route("/readyz", readyz)])


def _told(ok: bool, **facts: object) -> JSONResponse:
    return JSONResponse({"ok": ok, **facts}, status_code=200 if ok else 503)


async def _overdue(store: Store) -> int:
    """Seconds since the first row that may be claimed became due; what waits for Slack is due later."""
    due = await store.next_due()
    return max(0, int((store.clock() - due).total_seconds())) if due else 0


async def _stored(store: Store) -> bool:
    try:
        await store.ping()
    except (SQLAlchemyError, CommitUnknown, OSError) as error:
        log.warning("the store refuses", why=type(error).__name__)
        return False
    return True
