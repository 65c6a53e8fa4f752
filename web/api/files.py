"""Files that were kept of an incident, for programs: which there are, and each whole."""

from fastapi import FastAPI, HTTPException
from starlette.responses import Response

from incidents.kept_file import KeptFile
from storage.where import numbered
from web.api import shown
from web.api.caller import Reader
from web.api.reading import BASE, FileNumber, Number
from web.front import Front
from web.handed_out import handed_out

WHOLE: dict[int | str, dict[str, object]] = {
    200: {
        "description": "The file, as it was kept.",
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


def register(api: FastAPI, front: Front) -> None:
    """Answer at `/incidents/{number}/files` and below."""

    @api.get("/incidents/{number}/files", summary="Which files were kept of it", tags=["incidents"])
    async def files(caller: Reader, number: Number) -> shown.KeptFiles:
        await front.store.incident(numbered(number, seen_by=caller.person))
        return shown.KeptFiles(
            files=[_told(each) for each in await front.store.files([number]) if not each.refused]
        )

    @api.get(
        "/incidents/{number}/files/{file}",
        summary="One of them, whole",
        tags=["incidents"],
        responses=WHOLE,
        response_class=Response,
    )
    async def file(caller: Reader, number: Number, file: FileNumber) -> Response:
        found = await front.store.file(numbered(number, seen_by=caller.person), file)
        if found is None:
            raise HTTPException(404, "There is no such file on its timeline.")
        return handed_out(*found)


def _told(file: KeptFile) -> shown.KeptFile:
    return shown.KeptFile(
        id=file.id or 0,
        name=file.name,
        media_type=file.media_type,
        size=file.size,
        sha256=file.hash,
        kept_at=file.kept_at,
        channel=file.channel_id,
        message=file.message_ts,
        url=f"{BASE}/incidents/{file.incident_id}/files/{file.id}",
    )
