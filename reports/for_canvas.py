"""Markdown as a canvas takes it: three levels of headings, lists of one kind, and quotes of nothing but words."""

import re
from collections.abc import Iterator

HEADINGS = 3
_HEADING = re.compile(r"^(#{4,6})(?=\s)")
_ITEM = re.compile(r"^(\s*)([-*+]|\d{1,9}[.)])(\s+)(.*)$")
_QUOTE = re.compile(r"^(\s*>\s?)(.*)$")
_FENCE = re.compile(r"^\s*(`{3,}|~{3,})")
_MARKED = re.compile(r"^(\s*)(?=[-*+]\s|#{1,6}\s|>|`{3}|~{3})")
_NUMBERED = re.compile(r"^(\s*\d{1,9})(?=[.)]\s)")


def for_canvas(markdown: str) -> str:
    """The same words; what a canvas would refuse is written more plainly."""
    return "\n".join(_lines(markdown.split("\n")))


def _lines(rows: list[str]) -> Iterator[str]:
    fence, ordered = "", None
    for row in rows:
        opened = _FENCE.match(row)
        if fence:
            fence = "" if row.strip().startswith(fence) else fence
            yield row
        elif opened:
            fence, ordered = opened[1], None
            yield row
        else:
            row = _begun(row, ordered)
            ordered = _kind_of_list(row, ordered)
            yield _plainer(row, ordered)


def _begun(row: str, ordered: bool | None) -> str:
    """A list begins at the left."""
    return row.lstrip() if ordered is None and _ITEM.match(row) else row


def _kind_of_list(row: str, before: bool | None) -> bool | None:
    """Whether the list that the row stands in is a numbered one; None outside of lists."""
    item = _ITEM.match(row)
    if item and not item[1]:
        return item[2][-1] in ".)"
    return before if before is not None and row[:1].isspace() else None


def _plainer(row: str, ordered: bool | None) -> str:
    item, quote = _ITEM.match(row), _QUOTE.match(row)
    if item and ordered is not None:
        return _item(item, ordered)
    if ordered is not None:
        return _words_only(row)
    if quote:
        return quote[1] + _words_only(quote[2])
    return _HEADING.sub("#" * HEADINGS, row)


def _item(item: re.Match[str], ordered: bool) -> str:
    """An item of the list's own kind, whatever kind it was written as; in it nothing but words."""
    indent, mark, blank, words = item.groups()
    numbered = mark[-1] in ".)"
    if indent and numbered != ordered:
        mark = "1." if ordered else "-"
    return f"{indent}{mark}{blank}{_words_only(words)}"


def _words_only(words: str) -> str:
    return _NUMBERED.sub(r"\1\\", _MARKED.sub(r"\1\\", words))
