"""The page of figures, and the same figures for programs."""

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse

from incidents.insights import DAYS, MOST_DAYS, Asked, Source, insights
from incidents.wording import spoken
from web.front import Front
from web.insights.charts import across, upright
from web.insights.written import figures, lines
from web.looks import page
from web.visitor import Somebody, Visitor

PERIODS = (7, 30, 90, 365)
DIGITS = len(str(MOST_DAYS))


def register(app: FastAPI, front: Front) -> None:
    """Answer at `/insights`, `/insights.csv` and `/insights.json`."""

    async def source(request: Request, visitor: Visitor) -> Source:
        return await front.store.figures_of(
            asked(request.query_params, front), seen_by=visitor.person, until=front.now()
        )

    @app.get("/insights", include_in_schema=False)
    async def shown(request: Request, visitor: Somebody) -> HTMLResponse:
        found = await asyncio.to_thread(insights, await source(request, visitor))
        wanted = asked(request.query_params, front)
        known: dict[str, Any] = {
            "wanted": wanted,
            "periods": sorted({*PERIODS, wanted.days}),
            "found": found,
            "catalog": front.catalog,
            "weeks": upright({f"{week:%d %b}": count for week, count in found.by_week.items()}),
            "severities": across(_worst_first(found.by_severity, front)),
            "services": across(found.by_service),
            "spoken": spoken,
            "query": wanted.query,
        }
        return page(request, "insights.html", visitor=visitor, **known)

    @app.get("/insights.json", include_in_schema=False)
    async def as_json(request: Request, visitor: Somebody) -> Response:
        found = await asyncio.to_thread(insights, await source(request, visitor))
        return JSONResponse(figures(found))

    @app.get("/insights.csv", include_in_schema=False)
    async def as_csv(request: Request, visitor: Somebody) -> Response:
        return _streamed(lines((await source(request, visitor)).now))


def _worst_first(counts: Mapping[str, int], front: Front) -> dict[str, int]:
    """By severity as the config has them; those of an older config follow."""
    known = {each.key: counts[each.key] for each in front.catalog.severities if each.key in counts}
    return {**known, **counts}


def _streamed(text: Iterator[str]) -> StreamingResponse:
    named = {"Content-Disposition": 'attachment; filename="incidents.csv"'}
    return StreamingResponse(text, media_type="text/csv; charset=utf-8", headers=named)


def asked(given: Mapping[str, str], front: Front) -> Asked:
    """What the address asks for; what it does not understand narrows nothing."""
    days, service, severity = given.get("days", ""), given.get("service", ""), given.get("severity", "")
    known = days.isascii() and days.isdigit() and len(days) <= DIGITS and 1 <= int(days) <= MOST_DAYS
    return Asked(
        days=int(days) if known else DAYS,
        service=service if service in [each.name for each in front.catalog.services] else "",
        severity=severity if severity in [each.key for each in front.catalog.severities] else "",
    )
