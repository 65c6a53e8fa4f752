"""Parts as wiki markup, which Jira Data Center reads: a stranger's words stay literal."""

import re
from collections.abc import Sequence

from reports.rich import BULLETS, CODE, HEADING, NUMBERS, QUOTE, Line, Part, Span

_MARKS = re.compile(r"([\\{}\[\]|!^])")
_EDGE = re.compile(r"(?<![\w\\])([*_+~?-])(?=\S)|(?<=\S)(?<!\\)([*_+~?-])(?!\w)")
_SMILE = re.compile(r"([:;])(?=[()DPp|])|\((?=[xyi/*?!+-]\)|on\)|off\)|flag)")
_START = re.compile(r"^(\s*)(#|h[1-6]\.|bq\.|-)")
_IN_LINK = re.compile(r"[\[\]|]")
ITEMS = {BULLETS: "* ", NUMBERS: "# "}


def wiki(parts: Sequence[Part]) -> str:
    """The whole text."""
    return "\n\n".join(_block(part) for part in parts)


def literal(text: str) -> str:
    """Words of somebody's own: nothing in them is markup."""
    escaped = _MARKS.sub(r"\\\1", text)
    escaped = _EDGE.sub(lambda match: "\\" + (match[1] or match[2]), escaped)
    escaped = _SMILE.sub(lambda match: "\\" + match[0], escaped)
    return _START.sub(r"\1\\\2", escaped)


def _block(part: Part) -> str:
    if part.kind == CODE:
        body = part.lines[0][0].text.replace("{code}", "{ code}")
        return f"{{code}}\n{body}\n{{code}}"
    if part.kind == HEADING:
        return f"h{part.level}. {_line(part.lines[0])}"
    if part.kind in ITEMS:
        return "\n".join(f"{ITEMS[part.kind]}{_line(line)}" for line in part.lines)
    if part.kind == QUOTE:
        return "{quote}\n" + "\n".join(_line(line) for line in part.lines) + "\n{quote}"
    return "\n".join(_line(line) for line in part.lines)


def _line(line: Line) -> str:
    return "".join(_span(span) for span in line)


def _span(span: Span) -> str:
    if span.link:
        address = _IN_LINK.sub(lambda match: f"%{ord(match[0]):02X}", span.link)
        return f"[{address}]" if span.text == span.link else f"[{literal(span.text)}|{address}]"
    words = literal(span.text)
    if span.code:
        return f"{{{{{words}}}}}"
    for wanted, mark in ((span.strike, "-"), (span.italic, "_"), (span.bold, "*")):
        words = f"{mark}{words}{mark}" if wanted else words
    return words
