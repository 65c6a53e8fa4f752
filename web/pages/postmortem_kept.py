"""What was stored of a post-mortem when its room was archived, to take along: text, data, and all files."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from reports.pictures import beside_name
from storage.where import numbered
from web.front import Front
from web.looks import page
from web.visitor import Somebody

FILES = "files"


def register(app: FastAPI, front: Front) -> None:
    """Answer at `/incidents/42/postmortem/kept.zip`."""

    @app.get("/incidents/{number:int}/postmortem/kept.zip", include_in_schema=False)
    async def kept(request: Request, visitor: Somebody, number: int) -> Response:
        incident = await front.store.incident(numbered(number, seen_by=visitor.person))
        documents = await front.store.kept_documents(number)
        if not documents:
            sentence = f"Nothing is stored of {incident.ref} yet: that happens when its room is archived."
            return page(request, "refused.html", status=404, heading="Nothing here", sentence=sentence)
        parts = {name: content.encode() for name, content in documents.items()}
        parts |= {name: content async for name, content in _files(front, number)}
        packed = await asyncio.to_thread(_packed, f"{incident.ref}-stored", parts)
        headers = {"Content-Disposition": f'attachment; filename="{incident.ref}-stored.zip"'}
        return Response(packed, media_type="application/zip", headers=headers)


async def _files(front: Front, number: int) -> AsyncIterator[tuple[str, bytes]]:
    """Those of what people see of the timeline; what was deleted since is not among them."""
    for each in await front.store.files([number]):
        held = await front.store.file(numbered(number, seen_by=None), each.id or 0)
        if held:
            yield f"{FILES}/{each.id}-{beside_name(each.name, each.media_type)}", held[1]


def _packed(folder: str, parts: Mapping[str, bytes]) -> bytes:
    """The same bytes for the same things."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as files:
        for name, content in parts.items():
            files.writestr(ZipInfo(f"{folder}/{name}"), content)
    return packed.getvalue()
