"""Markdown that says what it was given: strangers' words stay literal."""

import re
from urllib.parse import quote

_MARKS = re.compile(r"([\\`*\[\]<>|~])")
_WORD_EDGE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_LINE_START = re.compile(r"^(\s*)([-+#=]|\d+(?=[.)](?:\s|$)))")
_HEADING_END = re.compile(r"(?<=\s)(?=#+$)")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_PIECE = re.compile(
    r"```(?P<block>.*?)```|(?<!`)`(?!`)(?P<code>[^`\n]+)`(?!`)|(?P<address>https?://[^\s<>`]+)", re.DOTALL
)
_SHOWN = 60
"""Characters of an address that are shown of it."""
_IN_ADDRESS = ":/?#[]@!$&'*+,;=%~"


class Markdown(str):
    """Text that is Markdown already. Any other is made literal where it goes into a document."""

    __slots__ = ()


def literal(text: str) -> str:
    """One line of a stranger's text: no markup, no HTML, no entity, no list or heading by accident."""
    escaped = _MARKS.sub(r"\\\1", " ".join(text.split()))
    escaped = _WORD_EDGE.sub(r"\\_", escaped)
    escaped = _ENTITY.sub("&amp;", escaped)
    escaped = _HEADING_END.sub(r"\\", escaped)
    return _LINE_START.sub(lambda m: _start(m.group(1), m.group(2)), escaped)


def paragraphs(text: str) -> str:
    """A stranger's longer text: its line breaks stay, its words stay literal."""
    return "\n".join(literal(line) + ("  " if line.strip() else "") for line in text.splitlines()).rstrip()


def link(label: str, address: str) -> str:
    """A link; only web addresses become one."""
    if not address.startswith(("https://", "http://")):
        return literal(label)
    return f"[{literal(label)}]({quote(address, safe=_IN_ADDRESS)})"


def address_shown(address: str) -> str:
    """A link that shows where it leads, without what every address begins with."""
    shown = address.partition("://")[2]
    return link(shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…", address)


def said(text: str, *, indent: int | None = None) -> str:
    """A message of a stranger, on one line: its code stays code, and its addresses links; all else is literal.

    `indent`: blocks of code stand below, so many blanks to the right, as an item of a list has them.
    """
    parts, end = [""], 0
    for piece in _PIECE.finditer(text):
        if not any((each or "").strip() for each in piece.groups()):
            continue  # between the marks of code there is none
        parts.append(_words(text[end : piece.start()]))
        end = piece.end()
        if piece["address"]:
            address = _without_the_sentence(piece["address"])
            parts.append(address_shown(address))
            end = piece.start() + len(address)
        elif piece["code"] or indent is None:
            parts.append(_in_line(piece["code"] or piece["block"]))
        else:
            parts[-1] = parts[-1].rstrip()
            parts.append(_block(piece["block"].strip("\n").splitlines(), " " * indent))
            end += len(text[end:]) - len(text[end:].lstrip())
    parts.append(_words(text[end:]))
    return "".join(parts).strip(" ").rstrip()


def _words(text: str) -> str:
    """Literal, with the blanks that part it from what stands beside it."""
    return (
        f"{' ' * text[:1].isspace()}{literal(text)}{' ' * text[-1:].isspace()}"
        if text.strip()
        else text[:1] and " "
    )


def _without_the_sentence(address: str) -> str:
    """What stands behind an address in a sentence is none of it; nor is a bracket that was opened before it."""
    address = address.rstrip(".,;:!?'\"")
    while address.endswith(")") and address.count(")") > address.count("("):
        address = address[:-1].rstrip(".,;:!?'\"")
    return address


def _in_line(code: str) -> str:
    """Between as many backticks as it takes."""
    code = " ".join(code.split())
    ticks = "`" * (max((len(run) for run in re.findall("`+", code)), default=0) + 1)
    room = " " * (code[:1] == "`" or code[-1:] == "`")
    return f"{ticks}{room}{code}{room}{ticks}" if code else ""


def _block(lines: list[str], blanks: str) -> str:
    marks = "`" * max(3, 1 + max((len(run) for line in lines for run in re.findall("`+", line)), default=0))
    return "".join(f"\n{blanks}{line}".rstrip(" ") for line in ("", marks, *lines, marks, "")) + blanks


def _start(indent: str, mark: str) -> str:
    return f"{indent}{mark}\\" if mark.isdigit() else f"{indent}\\{mark}"
