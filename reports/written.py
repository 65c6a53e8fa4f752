"""Markdown that people wrote, made fit to stand inside of a document: it cannot break out of its section."""

import re
from collections.abc import Iterator

from reports.markdown import Markdown, link

LOWEST = 3
"""The highest heading that a section may have; the document has two levels of its own."""
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})(.*)$")
_HEADING = re.compile(r"^( {0,3})(#{1,6})(?=\s|$)")
_UNDERLINE = re.compile(r"^ {0,3}(=+|-+)[ \t]*$")
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_TAG = re.compile(r"<(?!https?://[^\s<>]+>|mailto:[^\s<>]+>)")
_ADDRESS = re.compile(r"https?://\S+")
_SHOWN = 60
"""Characters of an address that stands alone."""


def written(text: str) -> Markdown:
    """The same text with lower headings, without HTML and mentions, and with its code fences closed."""
    return Markdown("\n".join(_lines(text)).strip("\n"))


def evidence(text: str) -> list[Markdown]:
    """A line of evidence each; an address alone becomes a link."""
    lines = (line.strip() for line in text.splitlines())
    return [_evidence(line) for line in lines if line]


def _evidence(line: str) -> Markdown:
    if _ADDRESS.fullmatch(line):
        shown = line.partition("://")[2]
        return Markdown(link(shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…", line))
    return written(line)


def _lines(text: str) -> Iterator[str]:
    fence = ""
    for line in text.splitlines():
        mark = _FENCE.match(line)
        if fence:
            yield line
            if mark and mark[1].startswith(fence) and not mark[2].strip():
                fence = ""
        elif mark and not (mark[1][0] == "`" and "`" in mark[2]):
            fence = mark[1]
            yield line
        else:
            yield _harmless(line)
    if fence:
        yield fence


def _harmless(line: str) -> str:
    if _UNDERLINE.match(line):  # it would make a heading of the line above
        return "\\" + line.lstrip() if "=" in line else "* * *" if line.count("-") > 2 else "\\" + line.lstrip()
    line = _HEADING.sub(lambda m: m[1] + "#" * min(6, max(len(m[2]) + LOWEST - 1, LOWEST)), line)
    return _outside_code(line)


def _outside_code(line: str) -> str:
    """Every `<` that is no address in angles is shown as it is: no HTML, and nobody is mentioned."""
    parts, end = [], 0
    for code in _CODE.finditer(line):
        parts += [_TAG.sub(r"\\<", line[end : code.start()]), code[0]]
        end = code.end()
    return "".join([*parts, _TAG.sub(r"\\<", line[end:])])
