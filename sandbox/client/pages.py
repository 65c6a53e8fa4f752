"""Serves the page, its scripts and the bytes of files, so that nothing strangers wrote can run here."""

from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from sandbox.workspace.nouns import File

PAGE = Path(__file__).parent / "page"
FRESH = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
POLICY = "; ".join(
    (
        "default-src 'none'", "script-src 'self'", "worker-src 'self'", "style-src 'self'", "connect-src 'self'",
        "img-src 'self' https: data:", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
    )
)  # fmt: skip
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")


async def page(request: web.Request) -> web.StreamResponse:
    """The one page; its scripts are named in it, so that they all load at once."""
    text = (PAGE / "index.html").read_text(encoding="utf-8").replace("<!-- scripts -->", _preloads())
    return web.Response(text=text, content_type="text/html", headers=FRESH | {"Content-Security-Policy": POLICY})


def _preloads() -> str:
    paths = sorted(each for each in PAGE.rglob("*.js") if each.stem != "worker")
    return "\n    ".join(
        f'<link rel="modulepreload" href="/client/{path.relative_to(PAGE).as_posix()}" />' for path in paths
    )


async def asset(request: web.Request) -> web.StreamResponse:
    path = (PAGE / request.match_info["path"]).resolve()
    if not path.is_relative_to(PAGE.resolve()) or not path.is_file():
        raise web.HTTPNotFound(text="the client has no such file", headers=FRESH)
    return web.FileResponse(path, headers=FRESH)


def file(found: File | None) -> web.StreamResponse:
    """A picture is shown in place; whatever else comes as a download or as plain text."""
    if not found or found.content is None or found.deleted:
        raise web.HTTPNotFound(text="there is no such file", headers=FRESH)
    headers = FRESH | {"Content-Security-Policy": "default-src 'none'; sandbox"}
    if found.mimetype in PICTURES:
        return web.Response(body=found.content, content_type=found.mimetype, headers=headers)
    headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name, safe='')}"
    return web.Response(body=found.content, content_type="application/octet-stream", headers=headers)
