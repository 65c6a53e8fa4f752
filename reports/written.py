"""Markdown that people wrote, made fit to stand inside of a document: it cannot break out of its section.

What is a heading and what is code is for a reader of Markdown to say. Only those lines are altered that would
do something to the document around them, and each stays where it was.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from reports.markdown import Markdown, address_shown, literal

LOWEST = 3
"""The highest heading that a section may have; the document has two levels of its own."""
_MARK = re.compile("#{1,6}")
_TICKS = re.compile("`+")
_ESCAPE_OR_TICKS = re.compile(r"\\.|`+", re.DOTALL)
_TAG = re.compile(r"<(?!https?://[^\s<>`]+>|mailto:[^\s<>`]+>)")
_TAG_BEGINS_LINE = re.compile(r"(\n[ \t>]*)<")
"""HTML to some readers even there, since blocks come before code that goes over several lines."""
_PICTURE = re.compile(r"!\[(?![^\[\]\n]*\]\((?:https?://|/incidents/))")
_DEFINITION = re.compile(r"^([ \t>\d.)*+-]*)\[(?=(?:[^\[\]\\]|\\.)*\]:)", re.MULTILINE | re.DOTALL)
_ADDRESS = re.compile(r"https?://\S+")


def written(text: str) -> Markdown:
    """The same text with lower headings, without HTML and mentions, and with its code closed."""
    lines = text.splitlines()
    tokens = _blocks(lines)
    seen: set[int] = set()
    for token in tokens:
        if token.type == "heading_open":
            _lower(lines, token)
        if token.type in ("fence", "code_block"):
            seen.update(range(*token.map))
        elif token.type == "inline":
            seen.update(range(*token.map))
            _put(lines, *token.map)
    for number in {*range(len(lines))} - seen:  # of no block: nothing, or deeper in than readers go
        _put(lines, number, number + 1)
    return Markdown("\n".join([*lines, *_closing(lines, tokens)]).strip("\n"))


def begins_plainly(text: str) -> bool:
    """Whether it may go on behind other words: a list, code or a heading has to begin a line."""
    first = next(iter(_blocks(text.splitlines())), None)
    return first is None or first.type == "paragraph_open"


def evidence(text: str) -> list[Markdown]:
    """A line of evidence each; an address alone becomes a link."""
    lines = (line.strip() for line in text.splitlines())
    return [_evidence(line) for line in lines if line]


def _evidence(line: str) -> Markdown:
    if _ADDRESS.fullmatch(line):
        return Markdown(address_shown(line))
    return Markdown(_harmless(line) if begins_plainly(line) else literal(line))


def _blocks(lines: Sequence[str]) -> list[Any]:
    """What the lines are, as tokens of the reader."""
    return list(_reader().parse("\n".join(lines)))


@cache
def _reader() -> Any:
    """It knows blocks alone: what stands within a paragraph is left to us."""
    from markdown_it import MarkdownIt  # noqa: PLC0415 - on first use: most processes never draw a document

    # What defines a link for elsewhere is words: the labels of two sections would be one another's.
    return MarkdownIt("commonmark", {"html": False}).disable(["inline", "text_join", "reference"])


def _lower(lines: list[str], heading: Any) -> None:
    """Below the document's own headings; one that is underlined loses its line, and gets a mark instead."""
    first, after = heading.map
    level = "#" * min(6, int(heading.tag[1]) + LOWEST - 1)
    if heading.markup[0] == "#":
        lines[first] = _MARK.sub(level, lines[first], count=1)
        return
    lines[after - 1] = re.sub(r"[=-]+[ \t]*$", "", lines[after - 1])
    if after - first == 2:  # else it is a paragraph: no heading has several lines
        lines[first] = re.sub(r"^([ \t>]*(?:(?:[-+*]|\d+[.)])[ \t]+)*)", rf"\g<1>{level} ", lines[first], count=1)


def _put(lines: list[str], first: int, after: int) -> None:
    lines[first:after] = _harmless("\n".join(lines[first:after])).split("\n")


def _harmless(words: str) -> str:
    """Every `<` that is no address in angles is shown as it is: no HTML, and nobody is mentioned."""
    parts, end = [], 0
    for start, after in _code(words):
        parts += [_escaped(words[end:start]), _TAG_BEGINS_LINE.sub(r"\1\\<", words[start:after])]
        end = after
    return _DEFINITION.sub(r"\1\\[", "".join([*parts, _escaped(words[end:])]))


def _escaped(words: str) -> str:
    return _PICTURE.sub(r"!\\[", _TAG.sub(r"\\<", words))


def _code(words: str) -> Iterator[tuple[int, int]]:
    """Where code is: from so many backticks to the next that are as many."""
    ends: dict[int, list[int]] = defaultdict(list)
    for ticks in _TICKS.finditer(words):
        ends[len(ticks[0])].append(ticks.end())
    at = 0
    while mark := _ESCAPE_OR_TICKS.search(words, at):
        at = mark.end()
        if mark[0][0] == "`":
            same = ends[len(mark[0])]
            found = bisect_left(same, at + len(mark[0]))
            if found < len(same):
                at = same[found]
                yield mark.start(), at


def _closing(lines: Sequence[str], tokens: Sequence[Any]) -> list[str]:
    """What ends the code that nobody ended. Within a list or a quotation it ends with that."""
    last = tokens[-1] if tokens else None
    if last is None or last.type != "fence":
        return []
    first, after = last.map
    ends = re.fullmatch(r" {0,3}(`+|~+)[ \t]*", lines[after - 1]) if after - first > 1 else None
    return [] if ends and ends[1].startswith(last.markup) else [last.markup]
