"""A small page of all tickets, for whoever follows a link into Jira."""

import html
import json
from typing import Any

from aiohttp import web

from sandbox.vendors.jira_site import Issue, Site
from sandbox.workspace.nouns import Json

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title>
<style>:root{{color-scheme:light dark}}body{{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;
padding:0 1rem}}article{{border:1px solid #8886;border-radius:.5rem;padding:.75rem 1rem;margin:.75rem 0}}
h2,h3{{font-size:1rem;margin:0}}pre{{white-space:pre-wrap;overflow-wrap:anywhere;font-size:.8rem;opacity:.8}}
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
    rest = [(name, value) for name, value in issue.fields.items() if name not in ("summary", "description")]
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in rest]
    head = html.escape(f"{issue.key} · {issue.type} · {issue.fields.get('summary')}")
    body = _shown(issue.fields.get("description") or "") + f"<pre>{html.escape(chr(10).join(lines))}</pre>"
    body += "".join(_link(each.get("relationship") or "links to", each["object"]) for each in issue.links)
    return f"<article><span class=status>{issue.status}</span><h2>{head}</h2>{body}</article>"


def _link(how: str, target: Json) -> str:
    url, title = html.escape(target["url"]), html.escape(target["title"])
    return f'<p>{html.escape(how)} <a href="{url}">{title}</a></p>'


TAGS = {
    "paragraph": "p", "heading": "h3", "bulletList": "ul", "orderedList": "ol", "listItem": "li",
    "codeBlock": "pre", "blockquote": "blockquote",
}  # fmt: skip
MARKS = {"strong": "b", "em": "i", "strike": "s", "code": "code"}


def _shown(node: Any) -> str:
    """A document as it reads; wiki markup as it was written."""
    if isinstance(node, str):
        return f"<pre>{html.escape(node)}</pre>"
    if node.get("type") == "text":
        return _text(node)
    inside = "".join(_shown(each) for each in node.get("content", []))
    if node.get("type") == "hardBreak":
        return "<br>"
    tag = TAGS.get(node.get("type"))
    return f"<{tag}>{inside}</{tag}>" if tag else inside


def _text(node: Json) -> str:
    words = html.escape(node["text"])
    for mark in node.get("marks", []):
        tag = MARKS.get(mark["type"])
        href = (mark.get("attrs") or {}).get("href", "")
        if tag:
            words = f"<{tag}>{words}</{tag}>"
        elif href.startswith(("https://", "http://")):
            words = f'<a href="{html.escape(href)}">{words}</a>'
    return words
