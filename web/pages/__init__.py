"""What people look at: the list of incidents and each one's War Room."""

from typing import Annotated

from fastapi import Depends, FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse

from incidents.listing import Wanted
from web.front import Front
from web.looks import page
from web.visitor import Visitor, signed_in

Somebody = Annotated[Visitor, Depends(signed_in)]


def register(app: FastAPI, front: Front) -> None:
    """Answer for the pages."""

    @app.get("/", include_in_schema=False)
    async def incidents(request: Request, visitor: Somebody) -> HTMLResponse:
        found, total = await front.store.listed(Wanted(), seen_by=visitor.person)
        return page(request, "incidents.html", visitor=visitor, incidents=found, total=total)
