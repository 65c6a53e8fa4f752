"""The list of post-mortems, those that are owed first; and finding one by what stands in it."""

from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse

from incidents.found import FOUND, Found
from incidents.incident import Incident
from incidents.listing import LAST_PAGE, LONGEST, PAGE, page_of
from incidents.postmortem import PUBLISHED, STATES
from incidents.reviewing import is_owed, owner_of, standing
from incidents.wording import cut, storable
from web.front import Front
from web.looks import page
from web.visitor import Somebody


def register(app: FastAPI, front: Front) -> None:
    """Answer at `/postmortems`."""

    @app.get("/postmortems", include_in_schema=False)
    async def postmortems(request: Request, visitor: Somebody, q: str = "") -> HTMLResponse:
        words = cut(storable(q).strip(), LONGEST)
        turned = page_of(request.query_params.get("page", "1")) or 1
        if words:
            found = await front.store.search_postmortems(words, seen_by=visitor.person, limit=FOUND)
            total, pages = len(found), 1
        else:
            listed, total = await front.store.postmortems(
                seen_by=visitor.person,
                waived_for=front.catalog.writing.waived_for,
                limit=PAGE,
                offset=(turned - 1) * PAGE,
            )
            found = [Found(incident=each, snippet=()) for each in listed]
            pages = max(1, -(-total // PAGE))
        known: dict[str, Any] = {
            "rows": await _rows(front, found),
            "words": words,
            "total": total,
            "page": min(turned, LAST_PAGE),
            "pages": pages,
            "turned": lambda to: f"/postmortems?{urlencode({'page': to})}",
        }
        return page(request, "postmortems.html", visitor=visitor, **known)


async def _rows(front: Front, found: list[Found]) -> list[dict[str, Any]]:
    """Each as the list tells it; names cost one query for all."""
    named = {owner_of(each.incident) for each in found} | {_finished(each.incident)[1] for each in found}
    people = await front.store.people({each for each in named if each})

    def row(each: Found) -> dict[str, Any]:
        incident: Incident = each.incident
        owner, state = owner_of(incident), standing(incident, front.catalog)
        at, by = _finished(incident)
        return {
            "incident": incident,
            "snippet": each.snippet,
            "severity": front.catalog.shown_severity(incident.severity),
            "state": STATES[state] if state else "",
            "owed": is_owed(incident, front.catalog),
            "owner": people[owner].name if owner in people else "",
            "finished_at": at,
            "finished_by": people[by].name if by in people else "",
        }

    return [row(each) for each in found]


def _finished(incident: Incident) -> tuple[datetime | None, str | None]:
    """When it was published or waived, and by whom."""
    kept = incident.postmortem
    if kept is None:
        return None, None
    return (kept.published_at, kept.published_by) if kept.state == PUBLISHED else (kept.waived_at, kept.waived_by)
