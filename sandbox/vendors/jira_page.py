"""A small page of all tickets, for whoever follows a link into Jira."""

import html
import json

from aiohttp import web

from sandbox.vendors.jira_site import Issue, Site

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<style>:root{{color-scheme:light dark}}body{{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;
padding:0 1rem}}article{{border:1px solid #8886;border-radius:.5rem;padding:.75rem 1rem;margin:.75rem 0}}
h2{{font-size:1rem;margin:0}}pre{{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.8rem;opacity:.8}}
.status{{float:right;border-radius:1rem;background:#8883;padding:0 .6rem;font-size:.8rem}}</style>
<h1>{title}</h1>{body}</html>"""


def whole(site: Site, key: str) -> web.Response:
    """One ticket, or all of them, the latest first."""
    found = [each for each in reversed(site.there) if key in ("", each.key)]
    body = "".join(_article(each) for each in found)
    if not body:
        body = f"<p>{html.escape(key)} does not exist.</p>" if key else "<p>There is no ticket yet.</p>"
    title = html.escape(
        f"Jira {'Cloud' if site.is_cloud else 'Data Center'}, a stand-in" + (f": {key}" if key else "")
    )
    text = PAGE.format(title=title, body=body)
    return web.Response(text=text, content_type="text/html", status=404 if key and not found else 200)


def _article(issue: Issue) -> str:
    rest = {name: value for name, value in issue.fields.items() if name != "summary"}
    written = html.escape(json.dumps(rest, ensure_ascii=False, indent=1))
    head = html.escape(f"{issue.key} · {issue.type} · {issue.fields.get('summary')}")
    return f"<article><span class=status>{issue.status}</span><h2>{head}</h2><pre>{written}</pre></article>"
