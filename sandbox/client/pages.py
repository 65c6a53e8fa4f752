"""Serves the page, its scripts and the bytes of files, so that nothing strangers wrote can run here."""

from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from sandbox.client import ahead
from sandbox.client.assets import KINDS, PAGE, Assets
from sandbox.client.portraits import portrait
from sandbox.workspace.nouns import File
from sandbox.workspace.space import Workspace

__all__ = ["PAGE", "Pages", "file"]

FRESH = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
KEPT = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
POLICY = "; ".join(
    (
        "default-src 'none'", "script-src 'self'", "worker-src 'self'", "style-src 'self'", "connect-src 'self'",
        "img-src 'self' https: data:", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
    )
)  # fmt: skip
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
OURS = "SignalCraft"  # as in workspace/store.js: any other app is shown without our mark
AHEAD = "<!-- ahead -->"


class Pages:
    """The page of one workspace and what belongs to it."""

    def __init__(self, space: Workspace) -> None:
        self._space = space
        self._assets = Assets()

    async def page(self, request: web.Request) -> web.StreamResponse:
        """The one page; what it needs first is named in it, so that all of that loads at once."""
        self._assets.refresh()
        text = self._assets.html.replace(AHEAD, ahead.links(self._space, request, self._assets.rich_links))
        if self._space.manifest.name != OURS:
            text = text.replace("/icon.svg", "/workspace.svg")
        headers = FRESH | {"Content-Security-Policy": POLICY}
        return web.Response(text=text, content_type="text/html", headers=headers)

    async def asset(self, request: web.Request) -> web.StreamResponse:
        version, _, name = request.match_info["path"].partition("/")
        picture = portrait(version) if not name else None
        if picture:
            return web.Response(body=picture, content_type="image/png", headers=KEPT)
        body = self._assets.body(name) if version.startswith("v") else None
        if body is None:
            raise web.HTTPNotFound(text="the client has no such file", headers=FRESH)
        kind = KINDS[Path(name).suffix]
        return web.Response(body=body, content_type=kind, charset="utf-8", headers=KEPT)


def file(found: File | None) -> web.StreamResponse:
    """A picture is shown in place; whatever else comes as a download or as plain text."""
    if not found or found.content is None or found.deleted:
        raise web.HTTPNotFound(text="there is no such file", headers=FRESH)
    headers = FRESH | {"Content-Security-Policy": "default-src 'none'; sandbox"}
    if found.mimetype in PICTURES:
        return web.Response(body=found.content, content_type=found.mimetype, headers=headers)
    headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name, safe='')}"
    return web.Response(body=found.content, content_type="application/octet-stream", headers=headers)
