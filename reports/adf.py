"""Parts as an Atlassian Document, which Jira Cloud wants in place of a text."""

from collections.abc import Sequence
from typing import Any

from reports.rich import BULLETS, CODE, HEADING, NUMBERS, QUOTE, Line, Part, Span

Node = dict[str, Any]
LISTS = {BULLETS: "bulletList", NUMBERS: "orderedList"}


def adf(parts: Sequence[Part]) -> Node:
    """The whole document."""
    return {"type": "doc", "version": 1, "content": [_block(part) for part in parts]}


def _block(part: Part) -> Node:
    if part.kind == CODE:
        return {"type": "codeBlock", "content": [{"type": "text", "text": part.lines[0][0].text}]}
    if part.kind == HEADING:
        return {"type": "heading", "attrs": {"level": part.level}, "content": _inline(part.lines[0])}
    if part.kind in LISTS:
        items = [{"type": "listItem", "content": [_paragraph([line])]} for line in part.lines]
        return {"type": LISTS[part.kind], "content": items}
    if part.kind == QUOTE:
        return {"type": "blockquote", "content": [_paragraph(part.lines)]}
    return _paragraph(part.lines)


def _paragraph(lines: Sequence[Line]) -> Node:
    content: list[Node] = []
    for line in lines:
        content += ([{"type": "hardBreak"}] if content else []) + _inline(line)
    return {"type": "paragraph", "content": content}


def _inline(line: Line) -> list[Node]:
    """An empty text is no text: Jira refuses the whole document for it."""
    return [_text(span) for span in line if span.text]


def _text(span: Span) -> Node:
    looks = {"strong": span.bold, "em": span.italic, "strike": span.strike, "code": span.code}
    marks: list[Node] = [{"type": name} for name, wanted in looks.items() if wanted]
    if span.link:
        marks.append({"type": "link", "attrs": {"href": span.link}})
    return {"type": "text", "text": span.text} | ({"marks": marks} if marks else {})
