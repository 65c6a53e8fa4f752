"""Serves the bytes of files: uploads to the address the API gave out, downloads with a token."""

from aiohttp import web

from sandbox.answering import Answer, answered
from sandbox.workspace import files
from sandbox.workspace.nouns import File
from sandbox.workspace.space import BOT_TOKEN
from sandbox.world import World

UPLOAD = "files.upload"  # the upload step's name in the journal and in ordered faults


def route(app: web.Application, world: World) -> None:
    async def upload(request: web.Request) -> web.StreamResponse:
        return await _upload(world, request)

    async def download(request: web.Request) -> web.StreamResponse:
        return _download(world, request)

    async def show(request: web.Request) -> web.StreamResponse:
        return _show(world, request.match_info["file"])

    app.router.add_post("/upload/v1/{file}", upload)
    app.router.add_get("/files-pri/{key}/{name}", download)
    app.router.add_get("/files/{user}/{file}/{name}", show)


async def _upload(world: World, request: web.Request) -> web.StreamResponse:
    file_id, content = request.match_info["file"], await _content(request)
    args = {"file": file_id, "length": len(content)}
    return await answered(
        world, request, UPLOAD, args, lambda: _keep(world.space.files.get(file_id), content), "upload"
    )


async def _content(request: web.Request) -> bytes:
    """The bytes, plain or as the one file of a form; none where the form cannot be read."""
    if request.content_type != "multipart/form-data":
        return await request.read()
    try:
        form = await request.post()
    except (ValueError, LookupError, AssertionError):
        return b""
    return next((each.file.read() for each in form.values() if isinstance(each, web.FileField)), b"")


def _keep(file: File | None, content: bytes) -> Answer:
    if file is None or file.content is not None or file.deleted:
        return Answer({"error": "no_such_upload"}, 404, text="no such upload")
    if len(content) != file.length:
        said = f"announced {file.length} bytes, got {len(content)}"
        return Answer({"error": "wrong_length"}, 400, text=said)
    file.content = content
    return Answer({}, text=f"OK - {len(content)}")


def _download(world: World, request: web.Request) -> web.StreamResponse:
    """Without a good token Slack shows its login page, so that a careless client saves that as the file."""
    if (
        request.headers.get("Authorization") != f"Bearer {BOT_TOKEN}"
        or "files:read" not in world.space.manifest.scopes
    ):
        raise web.HTTPFound(f"/?redir={request.path}")
    file = world.space.files.get(request.match_info["key"].rsplit("-", 1)[-1])
    if file is None or file.content is None:
        raise web.HTTPNotFound(text="there is no such file")
    return web.Response(body=file.content, content_type=file.mimetype)


def _show(world: World, file_id: str) -> web.StreamResponse:
    """A file's permalink leads to the message that shares it."""
    file = world.space.files.get(file_id)
    for message in files.sharing(world.space, file) if file else ():
        raise web.HTTPFound(world.space.permalink(message))
    raise web.HTTPNotFound(text="there is no such file, or nobody has shared it")
