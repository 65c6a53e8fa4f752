"""Markdown that says what it was given: strangers' words stay literal."""

import re
from urllib.parse import quote

_MARKS = re.compile(r"([\\`*\[\]<>|~])")
_WORD_EDGE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_LINE_START = re.compile(r"^(\s*)([-+#=]|\d+(?=[.)](?:\s|$)))")
_HEADING_END = re.compile(r"(?<=\s)(?=#+$)")
_ENTITY = re.compile(r"&(?=#?\w+;)")
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


def _start(indent: str, mark: str) -> str:
    return f"{indent}{mark}\\" if mark.isdigit() else f"{indent}\\{mark}"
