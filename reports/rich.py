"""Reading what people write in Slack or Markdown into parts, so that it can be written in another markup."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

PARAGRAPH, HEADING, BULLETS, NUMBERS, CODE, QUOTE = "paragraph", "heading", "bullets", "numbers", "code", "quote"


@dataclass(frozen=True, kw_only=True)
class Span:
    """Some words, and how they look. A `link` leads somewhere."""

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    link: str = ""


Line = tuple[Span, ...]


@dataclass(frozen=True, kw_only=True)
class Part:
    """A heading, a paragraph, a list or a block of code. A list has a line each; so has a paragraph of several."""

    kind: str
    lines: tuple[Line, ...] = field(default_factory=tuple)
    level: int = 2


_FENCE = re.compile(r"^\s*```")
_HEADING = re.compile(r"^\s{0,3}(#{1,6})\s+(\S.*?)\s*#*\s*$")
_BULLET = re.compile(r"^\s{0,8}[-*•]\s+(\S.*)$")
_NUMBER = re.compile(r"^\s{0,8}\d{1,3}[.)]\s+(\S.*)$")
_QUOTE = re.compile(r"^\s{0,3}>\s?(.*)$")
_ADDRESS = r"https?://[^\s<>|]*[^\s<>|.,;:!?\"')\]]"
_INLINE = re.compile(
    rf"`(?P<code>[^`\n]*[^`\s][^`\n]*)`"
    rf"|<(?P<slack>https?://[^<>|\s]+)(?:\|(?P<called>[^<>]*))?>"
    rf"|\[(?P<label>[^\[\]\n]+)\]\((?P<target>https?://[^\s()<>]+)\)"
    rf"|(?P<bare>{_ADDRESS})"
    r"|(?<![\w*])\*\*(?P<strong>[^*\s](?:[^*\n]*[^*\s])?)\*\*(?![\w*])"
    r"|(?<![\w*])\*(?P<bold>[^*\s](?:[^*\n]*[^*\s])?)\*(?![\w*])"
    r"|(?<![\w_])_(?P<italic>[^_\s](?:[^_\n]*[^_\s])?)_(?![\w_])"
    r"|(?<![\w~])~{1,2}(?P<strike>[^~\s](?:[^~\n]*[^~\s])?)~{1,2}(?![\w~])"
)
_KINDS = ((_BULLET, BULLETS), (_NUMBER, NUMBERS), (_QUOTE, QUOTE))


def parts(text: str) -> tuple[Part, ...]:
    """What a text consists of."""
    return tuple(_parts(text.splitlines()))


def spans(text: str) -> Line:
    """One line: its words, and what of them stands out. What is no markup stays as it is."""
    return tuple(_spans(text))


def plain(text: str) -> str:
    """The words alone, without any markup; a link as it is called."""
    return "".join(span.text for span in spans(text))


def _parts(lines: list[str]) -> Iterator[Part]:
    at = 0
    while at < len(lines):
        line = lines[at]
        heading = _HEADING.match(line)
        if not line.strip():
            at += 1
        elif _FENCE.match(line):
            body, at = _fenced(lines, at)
            yield from [Part(kind=CODE, lines=((Span(text=body),),))] if body else []
        elif heading:
            yield Part(kind=HEADING, lines=(spans(heading[2]),), level=len(heading[1]))
            at += 1
        else:
            kind = _kind(line)
            taken = _run(lines, at, kind)
            yield Part(kind=kind, lines=tuple(spans(_bare(each, kind)) for each in taken))
            at += len(taken)


def _fenced(lines: list[str], at: int) -> tuple[str, int]:
    """The code between two fences, and where it goes on; without a second one all that follows is code."""
    first = _FENCE.sub("", lines[at], count=1)
    if first.rstrip().endswith("```"):
        return first.rstrip()[:-3].strip(), at + 1
    end = next((n for n in range(at + 1, len(lines)) if lines[n].rstrip().endswith("```")), len(lines))
    last = [lines[end].rstrip()[:-3]] if end < len(lines) and lines[end].strip() != "```" else []
    opened = [first] if first.strip() and not re.fullmatch(r"\s*\w{1,20}\s*", first) else []
    return "\n".join([*opened, *lines[at + 1 : end], *last]).strip("\n"), end + 1


def _kind(line: str) -> str:
    return next((kind for pattern, kind in _KINDS if pattern.match(line)), PARAGRAPH)


def _run(lines: list[str], at: int, kind: str) -> list[str]:
    """The lines from here that belong together."""
    found = []
    for line in lines[at:]:
        if not line.strip() or _FENCE.match(line) or _HEADING.match(line) or _kind(line) != kind:
            break
        found.append(line)
    return found


def _bare(line: str, kind: str) -> str:
    """The line without the mark that makes it an item."""
    pattern = next((pattern for pattern, its in _KINDS if its == kind), None)
    read = pattern.match(line) if pattern else None
    return read[1] if read else line.strip()


def _spans(text: str) -> Iterator[Span]:
    end = 0
    for found in _INLINE.finditer(text):
        if found.start() > end:
            yield Span(text=text[end : found.start()])
        yield _span(found)
        end = found.end()
    if end < len(text):
        yield Span(text=text[end:])


def _span(found: re.Match[str]) -> Span:
    told = found.groupdict()
    if told["code"]:
        return Span(text=told["code"], code=True)
    address = told["slack"] or told["target"] or told["bare"]
    if address:
        return Span(text=told["called"] or told["label"] or address, link=address)
    bold = told["strong"] or told["bold"]
    words = bold or told["italic"] or told["strike"] or found.group()
    return Span(text=words, bold=bool(bold), italic=bool(told["italic"]), strike=bool(told["strike"]))
