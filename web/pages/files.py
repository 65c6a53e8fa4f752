"""A file of the timeline, for whoever may see the incident: a picture to look at, all else to save."""

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from storage.where import numbered
from web.front import Front
from web.handed_out import handed_out
from web.looks import page
from web.visitor import Somebody


def register(app: FastAPI, front: Front) -> None:
    """Answer at `/incidents/42/files/7`."""

    @app.get("/incidents/{number:int}/files/{file:int}", include_in_schema=False)
    async def file(request: Request, visitor: Somebody, number: int, file: int) -> Response:
        found = await front.store.file(numbered(number, seen_by=visitor.person), file)
        if found is None:
            known = {"heading": "Nothing here", "sentence": "There is no such file on its timeline."}
            return page(request, "refused.html", status=404, **known)
        return handed_out(*found)
