"""What a message of the timeline said before it was edited or deleted in Slack: a page for admins alone."""

from dataclasses import replace

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse

from incidents.permissions import ADMINISTER
from storage.where import HIGHEST_NUMBER, numbered
from web.acts.entries import names_of
from web.front import Front
from web.looks import page
from web.visitor import Somebody


def register(app: FastAPI, front: Front) -> None:
    """Answer whoever administers and may see the incident."""

    @app.get("/incidents/{number:int}/entries/{entry:int}/history", include_in_schema=False)
    async def history(request: Request, visitor: Somebody, number: int, entry: int) -> HTMLResponse:
        where = numbered(number, seen_by=visitor.person)
        incident = await front.store.incident(replace(where, entry=min(entry, HIGHEST_NUMBER)))
        await front.store.permit(ADMINISTER, visitor.person, front.catalog.permissions)
        found = next(iter(incident.timeline), None)
        names = await names_of(front, [found] if found else [])
        known = {"incident": incident, "entry": found, "names": names}
        return page(request, "entry_history.html", status=200 if found else 404, visitor=visitor, **known)
