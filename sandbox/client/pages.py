"""Serves the page, its scripts and the bytes of files, so that nothing strangers wrote can run here."""

import hashlib
from pathlib import Path
from urllib.parse import quote

from aiohttp import web

from sandbox.workspace.nouns import File

PAGE = Path(__file__).parent / "page"
FRESH = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
KEPT = {"Cache-Control": "public, max-age=31536000, immutable", "X-Content-Type-Options": "nosniff"}
KINDS = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
SHEET = "all.css"
POLICY = "; ".join(
    (
        "default-src 'none'", "script-src 'self'", "worker-src 'self'", "style-src 'self'", "connect-src 'self'",
        "img-src 'self' https: data:", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
    )
)  # fmt: skip
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")


async def page(request: web.Request) -> web.StreamResponse:
    """The one page; its scripts are named in it, so that they all load at once."""
    text = _text().replace("<!-- scripts -->", _preloads()).replace("/client/", f"/client/{_version()}/")
    return web.Response(text=text, content_type="text/html", headers=FRESH | {"Content-Security-Policy": POLICY})


def _text() -> str:
    return (PAGE / "index.html").read_text(encoding="utf-8")


def _preloads() -> str:
    paths = sorted(each for each in PAGE.rglob("*.js") if each.stem != "worker")
    return "\n    ".join(
        f'<link rel="modulepreload" href="/client/{path.relative_to(PAGE).as_posix()}" />' for path in paths
    )


def _version() -> str:
    """Another word whenever a file was touched, so that a browser may keep what it has until then."""
    touched = sorted((str(path), path.stat().st_mtime_ns) for path in PAGE.rglob("*.*"))
    return "v" + hashlib.sha256(repr(touched).encode()).hexdigest()[:12]


async def asset(request: web.Request) -> web.StreamResponse:
    version, _, name = request.match_info["path"].partition("/")
    path = (PAGE / name).resolve()
    if not version.startswith("v") or not path.is_relative_to(PAGE.resolve()) or path.suffix not in KINDS:
        raise web.HTTPNotFound(text="the client has no such file", headers=FRESH)
    body = _sheets() if path.name == SHEET else path.read_bytes() if path.is_file() else None
    if body is None:
        raise web.HTTPNotFound(text="the client has no such file", headers=FRESH)
    return web.Response(body=body, content_type=KINDS[path.suffix], charset="utf-8", headers=KEPT)


def _sheets() -> bytes:
    """All style sheets as one: what everything is made of first, what small screens change last."""
    return b"\n".join(path.read_bytes() for path in sorted(PAGE.rglob("*.css"), key=_rank))


def _rank(path: Path) -> tuple[bool, bool, bool, Path]:
    return path.stem == "phone", path.stem != "base", path.parent.name != "screen", path


def file(found: File | None) -> web.StreamResponse:
    """A picture is shown in place; whatever else comes as a download or as plain text."""
    if not found or found.content is None or found.deleted:
        raise web.HTTPNotFound(text="there is no such file", headers=FRESH)
    headers = FRESH | {"Content-Security-Policy": "default-src 'none'; sandbox"}
    if found.mimetype in PICTURES:
        return web.Response(body=found.content, content_type=found.mimetype, headers=headers)
    headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(found.name, safe='')}"
    return web.Response(body=found.content, content_type="application/octet-stream", headers=headers)
