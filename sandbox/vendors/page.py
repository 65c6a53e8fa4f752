"""What somebody sees who opens a meeting's link in the browser."""

import html

from aiohttp import web

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<style>body{{font:16px/1.5 system-ui,sans-serif;display:grid;place-items:center;min-height:90vh;margin:0;
background:#1d2433;color:#fff;text-align:center}}main{{padding:2rem}}p{{opacity:.75}}</style>
<main><h1>{title}</h1><p>{words}</p></main></html>"""


def inside(vendor: str, title: str) -> web.Response:
    """Somebody has joined."""
    return _page(title, f"You are in the meeting. {vendor} is a stand-in here: there is no sound and no picture.")


def closed(why: str) -> web.Response:
    """Somebody cannot join."""
    return _page("You are not in a meeting", why, 404)


def _page(title: str, words: str, status: int = 200) -> web.Response:
    text = PAGE.format(title=html.escape(title), words=html.escape(words))
    return web.Response(text=text, content_type="text/html", status=status)
