"""Reads the Markdown of a canvas: its sections, and what Slack does not take in one."""

import re
from collections.abc import Iterator

LARGEST = 1024 * 1024  # bytes of Markdown
HEADINGS = 3
CELLS = 300  # of a table

HEADING = re.compile(r"(#{1,6})\s+\S")
ITEM = re.compile(r"(\s*)([-*+]|\d{1,9}[.)])\s+(.*)")
FENCE = re.compile(r"\s*(```+|~~~+)")
QUOTE = re.compile(r"\s*>\s?")
DIVIDER = re.compile(r"\s*([-*_])(\s*\1){2,}\s*$")
SINGLE = ("heading", "divider")  # a section each, also when they follow one another


def problem(markdown: str) -> str:
    """The first thing that Slack refuses, in its words; nothing when all is sound."""
    found = (said for number, rows in _blocks(markdown) for said in _problems(number, rows))
    return next((f"'content' error: line {number}: {said}" for number, said in found), "")


def sections(markdown: str) -> list[str]:
    """Its headings, paragraphs, lists, quotes, tables and code, each by itself."""
    return ["\n".join(rows) for _, rows in _blocks(markdown)]


def heading(section: str) -> int:
    """Of which level it is; 0 when it is none."""
    found = HEADING.match(section)
    return len(found[1]) if found else 0


def _blocks(markdown: str) -> Iterator[tuple[int, list[str]]]:
    """Each section with the number of its first line."""
    rows: list[str] = []
    began, before = 1, ""
    for number, (kind, row) in enumerate(_kinds(markdown), start=1):
        if rows and (kind != before or kind in SINGLE):
            yield began, rows
            rows = []
        if kind:
            began = began if rows else number
            rows.append(row)
        before = kind
    if rows:
        yield began, rows


def _kinds(markdown: str) -> Iterator[tuple[str, str]]:
    """Every line with the kind of section it belongs to; none is an empty one's."""
    fence, kind = "", ""
    for number, row in enumerate(markdown.replace("\r\n", "\n").split("\n")):
        opened = FENCE.match(row)
        if fence:
            fence = "" if row.strip().startswith(fence) else fence
        elif opened:
            fence, kind = opened[1], f"code from line {number}"
        else:
            kind = _kind(row, kind)
        yield kind, row


def _kind(row: str, before: str) -> str:
    if not row.strip():
        return ""
    if HEADING.match(row):
        return "heading"
    if DIVIDER.match(row):
        return "divider"
    if before == "list" and row[:1].isspace():
        return "list"
    if QUOTE.match(row):
        return "quote"
    if ITEM.match(row):
        return "list"
    return "table" if row.lstrip().startswith("|") else "text"


def _problems(number: int, rows: list[str]) -> Iterator[tuple[int, str]]:
    if FENCE.match(rows[0]):
        return
    level = heading(rows[0])
    if level > HEADINGS:
        yield number, f"Unsupported heading depth ({level})"
    elif QUOTE.match(rows[0]):
        yield from _in_quote(number, rows)
    elif ITEM.match(rows[0]):
        yield from _in_list(number, rows)
    elif rows[0].lstrip().startswith("|") and sum(row.strip("| ").count("|") + 1 for row in rows) > CELLS:
        yield number, f"Table has more than {CELLS} cells"


def _in_quote(number: int, rows: list[str]) -> Iterator[tuple[int, str]]:
    for at, row in enumerate(rows, start=number):
        inner = QUOTE.sub("", row, count=1)
        kinds = {"List": ITEM, "Heading": HEADING, "BlockQuote": QUOTE, "CodeBlock": FENCE}
        kind = next((name for name, pattern in kinds.items() if pattern.match(inner)), "")
        if kind:
            yield at, f"Unsupported block type ({kind}) within block quote"


def _in_list(number: int, rows: list[str]) -> Iterator[tuple[int, str]]:
    """Slack takes no quotes and headings in a list, and no list of one kind in one of the other."""
    ordered = False
    for at, row in enumerate(rows, start=number):
        item = ITEM.match(row)
        inner = item[3] if item else row.strip()
        kind = "BlockQuote" if QUOTE.match(inner) else "Heading" if HEADING.match(inner) else ""
        if kind:
            yield at, f"Unsupported block type ({kind}) within list"
        if item and not item[1]:
            ordered = item[2][-1] in ".)"
        elif item and ordered != (item[2][-1] in ".)"):
            yield at, "Unsupported list of another kind within list"
