"""The post-mortem, for programs: as data, or as the Markdown that people read."""

import asyncio
from typing import Annotated

from fastapi import FastAPI, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from incidents.postmortem import SECTIONS, WHYS
from incidents.writing import mark_of
from reports.as_json import Postmortem
from reports.postmortem import markdown
from storage.where import numbered
from web.acts.wanted import HIGHEST
from web.api import shown, telling
from web.api.caller import Reader
from web.api.reading import PAGED, Number, linked
from web.documents import document_of
from web.front import Front

MARKDOWN = "text/markdown"
EDITS = 50
"""On a page of the history."""


class PostmortemToWrite(Postmortem):
    """A post-mortem as a whole, with what it takes to write in it."""

    marks: dict[str, str] = Field(description="What `seen` takes, by section, and `whys` for the ladder.")


def register(api: FastAPI, front: Front) -> None:
    """Answer at `/incidents/{number}/postmortem` and below."""
    _whole(api, front)
    _history(api, front)


def _history(api: FastAPI, front: Front) -> None:
    @api.get(
        "/incidents/{number}/postmortem/history",
        summary="What was changed in the post-mortem, the latest first",
        tags=["incidents"],
        responses=PAGED,
    )
    async def history(
        caller: Reader,
        number: Number,
        answer: Response,
        before: Annotated[int | None, Query(ge=1, le=HIGHEST, description="`next` of the page before.")] = None,
    ) -> shown.PostmortemEdits:
        await front.store.incident(numbered(number, seen_by=caller.person))
        found = await front.store.postmortem_edits(number, before=before, limit=EDITS + 1)
        known = await front.store.people({edit.by for edit in found})
        more = found[EDITS - 1].id if len(found) > EDITS else None
        if more:
            answer.headers["Link"] = linked(
                f"/incidents/{number}/postmortem/history", {"before": str(more)}, "next"
            )
        return shown.PostmortemEdits(edits=[telling.edit(each, known) for each in found[:EDITS]], next=more)


def _whole(api: FastAPI, front: Front) -> None:

    @api.get(
        "/incidents/{number}/postmortem",
        summary="The post-mortem, with `Accept: text/markdown` as Markdown",
        tags=["incidents"],
        response_model=PostmortemToWrite,
    )
    async def postmortem(request: Request, caller: Reader, number: Number) -> Response:
        material = await front.store.material(number, seen_by=caller.person)
        found = await document_of(material, front.catalog, now=front.now())
        if MARKDOWN in request.headers.get("Accept", ""):
            text, _ = await asyncio.to_thread(markdown, found, front.catalog.writing.template)
            return Response(text, media_type=f"{MARKDOWN}; charset=utf-8")
        told = Postmortem.model_validate(found)
        keys = (*(section.key for section in SECTIONS), WHYS)
        marks = {key: mark_of(material.incident, key) for key in keys}
        body = PostmortemToWrite(**told.model_dump(), marks=marks).model_dump_json()
        return Response(body, media_type="application/json")
