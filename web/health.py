"""`/healthz` and `/readyz`: whether we hear Slack, the store takes writes, and the outbox moves."""

import structlog
from fastapi import FastAPI
from sqlalchemy.exc import SQLAlchemyError
from starlette.responses import JSONResponse

from storage.store import CommitUnknown, Store
from web.front import Front

STUCK = 60
"""Seconds after which a due row that nobody has claimed means that the worker is stuck."""

log = structlog.get_logger("health")


def register(app: FastAPI, front: Front) -> None:
    """`/readyz`: 200 while we hear Slack and the store takes writes. `/healthz`: and while the outbox moves.

    Else 503; a process that was started not to hear Slack leaves that out. Not ready may pass by itself; what is
    not healthy is mended by a restart: while Slack is away that would only cost people the pages.
    """
    store = front.store

    @app.get("/readyz", include_in_schema=False)
    async def readyz() -> JSONResponse:
        now, stored = front.heard(), await _stored(store)
        return _told(now.well and stored, **now.facts(), store=stored)

    @app.get("/healthz", include_in_schema=False)
    async def healthz() -> JSONResponse:
        now, stored = front.heard(), await _stored(store)
        overdue = await _overdue(store) if stored else None
        moves = overdue is not None and overdue < STUCK
        return _told((now.well or now.away) and moves, **now.facts(), store=stored, outbox_overdue_s=overdue)


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
