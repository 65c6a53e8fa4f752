"""The list of incidents: those that are open, or whatever somebody looks for."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse

from incidents.incident import Incident
from incidents.listing import LONGEST, OPEN, PAGE, STATES, Wanted, page_of
from incidents.permissions import DECLARE
from incidents.postmortem import STATES as POSTMORTEMS
from incidents.reviewing import standing
from incidents.wording import cut, storable
from web.front import Front
from web.looks import page
from web.visitor import Somebody

FIRST_YEAR = 1970
ON_WALL = 200
"""Open incidents on a screen on a wall, the worst first: it has no pages to turn."""


def register(app: FastAPI, front: Front) -> None:
    """Answer at `/`, `/incidents` and, for a screen on a wall, `/wall`."""

    @app.get("/", include_in_schema=False)
    @app.get("/incidents", include_in_schema=False)
    async def incidents(request: Request, visitor: Somebody) -> HTMLResponse:
        wanted = asked(request.query_params, front)
        found, total = await front.store.listed(wanted, seen_by=visitor.person)
        known: dict[str, Any] = {
            "wanted": wanted,
            "rows": await _rows(front, found),
            "total": total,
            "pages": max(1, -(-total // PAGE)),
            "states": STATES,
            "catalog": front.catalog,
            "turned": lambda by: f"/incidents?{query(wanted.turned(by))}",
            "may_declare": await front.may(visitor.person, DECLARE),
        }
        return page(request, "incidents.html", visitor=visitor, **known)

    @app.get("/wall", include_in_schema=False)
    async def wall(request: Request, visitor: Somebody) -> HTMLResponse:
        found, total = await front.store.incidents(seen_by=visitor.person, limit=ON_WALL)
        worst = [each.key for each in front.catalog.severities]
        found.sort(key=lambda each: worst.index(each.severity) if each.severity in worst else len(worst))
        rows = await _rows(front, found)
        return page(request, "wall_of_all.html", visitor=visitor, rows=rows, total=total)


async def _rows(front: Front, found: list[Incident]) -> list[dict[str, Any]]:
    """Each with its severity and who leads; names cost one query for all."""
    people = await front.store.people({each.leader for each in found if each.leader})
    return [
        {
            "incident": each,
            "severity": front.catalog.shown_severity(each.severity),
            "postmortem": POSTMORTEMS.get(standing(each, front.catalog) or "", ""),
            "leader": people[each.leader].name if each.leader in people else "somebody" if each.leader else "",
        }
        for each in found
    ]


def asked(given: Any, front: Front) -> Wanted:
    """What the address asks for; what it does not understand narrows nothing."""
    state, severity = given.get("state", OPEN), given.get("severity", "")
    services = [service.name for service in front.catalog.services]
    return Wanted(
        state=state if state in STATES else OPEN,
        severity=severity if severity in [each.key for each in front.catalog.severities] else "",
        words=cut(storable(given.get("q", "")).strip(), LONGEST),
        page=page_of(given.get("page", "1")) or 1,
        service=given.get("service", "") if given.get("service") in services else "",
        since=_day(given.get("from", "")),
        until=_day(given.get("to", "")),
    )


def query(wanted: Wanted) -> str:
    """The address of a list: what it narrows, and its page."""
    asked = {
        "state": wanted.state if wanted.state != OPEN else "",
        "severity": wanted.severity,
        "service": wanted.service,
        "q": wanted.words,
        "from": wanted.since,
        "to": wanted.until,
        "page": str(wanted.page) if wanted.page > 1 else "",
    }
    return urlencode({name: value for name, value in asked.items() if value})


def _day(word: str) -> str:
    """A day as browsers send it."""
    try:
        day = date.fromisoformat(word)
    except ValueError:
        return ""
    return day.isoformat() if FIRST_YEAR <= day.year < date.max.year else ""
