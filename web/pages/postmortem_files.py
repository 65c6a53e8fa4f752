"""The post-mortem to take along: Markdown (with its pictures, if there are any), one HTML file, JSON."""

import asyncio
from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from fastapi import FastAPI
from starlette.responses import Response

from reports.as_json import as_json
from reports.document import Document
from reports.html_page import POLICY, html_page
from reports.pictures import Picture, beside
from reports.postmortem import markdown
from web.documents import document_of, pictures_of
from web.front import Front
from web.visitor import Somebody

PLAIN = "text/markdown; charset=utf-8"


def register(app: FastAPI, front: Front) -> None:
    """Answer at `/incidents/42/postmortem.md`, `.html` and `.json`."""

    async def found(visitor: Somebody, number: int) -> tuple[Document, Sequence[Picture]]:
        material = await front.store.material(number, seen_by=visitor.person)
        pictures = await pictures_of(front.store, material)
        return await document_of(material, front.catalog, now=front.now()), pictures

    @app.get("/incidents/{number:int}/postmortem.md", include_in_schema=False)
    async def as_markdown(visitor: Somebody, number: int) -> Response:
        document, pictures = await found(visitor, number)
        text = await asyncio.to_thread(_text, document, front)
        if pictures:
            packed = await asyncio.to_thread(_packed, document, text, pictures)
            return _file(packed, "application/zip", f"{document.ref}-postmortem.zip")
        return _file(text.encode(), PLAIN, f"{document.ref}-postmortem.md")

    @app.get("/incidents/{number:int}/postmortem.html", include_in_schema=False)
    async def as_page(visitor: Somebody, number: int) -> Response:
        document, pictures = await found(visitor, number)
        page = await asyncio.to_thread(_page, document, front, pictures)
        answer = _file(page.encode(), "text/html; charset=utf-8", f"{document.ref}-postmortem.html", how="inline")
        answer.headers["Content-Security-Policy"] = f"{POLICY}; frame-ancestors 'none'"
        return answer

    @app.get("/incidents/{number:int}/postmortem.json", include_in_schema=False)
    async def for_programs(visitor: Somebody, number: int) -> Response:
        document, _ = await found(visitor, number)
        text = await asyncio.to_thread(as_json, document)
        return _file(text.encode(), "application/json", f"{document.ref}-postmortem.json", how="inline")


def _text(document: Document, front: Front) -> str:
    return markdown(document, front.catalog.writing.template)[0]


def _page(document: Document, front: Front, pictures: Sequence[Picture]) -> str:
    title = f"Post-mortem {document.ref}: {document.title}"
    return html_page(_text(document, front), title=title, pictures=pictures)


def _packed(document: Document, text: str, pictures: Sequence[Picture]) -> bytes:
    """The document and its pictures beside it; the same bytes for the same things."""
    packed, folder = BytesIO(), f"{document.ref}-postmortem"
    with ZipFile(packed, "w", ZIP_DEFLATED) as files:
        files.writestr(ZipInfo(f"{folder}/postmortem.md"), beside(text, pictures))
        for each in pictures:
            files.writestr(ZipInfo(f"{folder}/{each.path}"), each.data)
    return packed.getvalue()


def _file(data: bytes, kind: str, name: str, how: str = "attachment") -> Response:
    """Its name holds a number and no word of a stranger."""
    return Response(data, media_type=kind, headers={"Content-Disposition": f'{how}; filename="{name}"'})
