"""`/healthz`: whether we hear Slack and the store takes writes."""

from collections.abc import Callable

import structlog
from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from storage.store import CommitUnknown, Store

log = structlog.get_logger("health")


def health_app(store: Store, sockets: Callable[[], int]) -> Starlette:
    """200 while both work, else 503, so that whoever watches restarts us."""

    async def healthz(request: Request) -> JSONResponse:
        connected, stored = sockets(), await _stored(store)
        ok = connected > 0 and stored
        facts = {"ok": ok, "sockets": connected, "store": stored}
        return JSONResponse(facts, status_code=200 if ok else 503)

    return Starlette(routes=[Route("/healthz", healthz)])


async def _stored(store: Store) -> bool:
    try:
        await store.ping()
    except (SQLAlchemyError, CommitUnknown, OSError) as error:
        log.warning("the store refuses", why=type(error).__name__)
        return False
    return True
