"""Markdown as HTML that can do nothing: no scripts, no addresses but of the web, no pictures but our own."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from incidents.wording import TURNS
from reports.long_lists import drawn, pieces

OWN_FILE = re.compile(r"/incidents/\d{1,10}/files/\d{1,10}")
"""A picture that was kept of an incident. One from elsewhere would tell others who reads this, and when."""
BOXES = {"[ ]": "☐", "[x]": "☑"}
"""What is to be done, and what is done, as lists of Markdown have it."""
_ADDRESS = re.compile(r"https?://|mailto:|#|/(?!/)", re.IGNORECASE)
_BLOCKS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "td", "th", "ul", "ol", "table")
_TAGS = {*_BLOCKS, *["a", "b", "strong", "i", "em", "s", "del", "code", "pre", "br", "hr", "thead", "tbody", "tr"]}
_ATTRIBUTES = {"a": {"href", "title"}, "img": {"src", "alt", "title"}, "ol": {"start"}}


def html(markdown: str) -> str:
    """The text as HTML. Each block has the direction of its own first letter; no mark turns the rest around."""
    reader, known = _reader(), dict[str, Any]()
    parts = (
        drawn(text, lambda line: str(reader.render(line, known))) if is_list else reader.render(text, known)
        for is_list, text in pieces(markdown)
    )
    whole = "".join(parts).translate(TURNS)  # after entities were read
    for typed, shown in BOXES.items():
        whole = whole.replace(f"<li>{typed} ", f"<li>{shown} ")
    return _cleaner("<img" in whole)(whole)


@cache
def _reader() -> Any:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - on first use: most processes never draw a document

    reader = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    reader.validateLink = _leads_somewhere  # type: ignore[method-assign]  # so the reader is told
    reader.add_render_rule("image", _picture)
    return reader


def _leads_somewhere(url: str) -> bool:
    return _ADDRESS.match(url) is not None


def _picture(renderer: Any, tokens: Sequence[Any], at: int, options: Any, env: Any) -> str:
    """One of ours is shown; to another one a link leads."""
    token = tokens[at]
    words = renderer.renderInlineAsText(token.children, options, env)
    if OWN_FILE.fullmatch(str(token.attrs["src"])):
        token.attrs["alt"] = words
        return str(renderer.renderToken(tokens, at, options, env))
    return f'<a href="{_escaped(str(token.attrs["src"]))}">{_escaped(words or "picture")}</a>'


def _escaped(words: str) -> str:
    from markdown_it.common.utils import escapeHtml  # noqa: PLC0415 - with the reader

    return escapeHtml(words)


@cache
def _cleaner(pictures: bool) -> Callable[[str], str]:
    """A second pair of eyes: whatever the reader of Markdown may get wrong one day, this lets nothing through.

    Only where there are `pictures` is every attribute looked at one by one, which takes its time.
    """
    import nh3  # noqa: PLC0415 - on first use, as the reader

    cleaner = nh3.Cleaner(
        tags=_TAGS | {"img"} if pictures else _TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=_fits if pictures else None,
        url_schemes={"http", "https", "mailto"},
        url_relative=_near,
        link_rel="noopener noreferrer",
        set_tag_attribute_values={tag: {"dir": "auto"} for tag in _BLOCKS},
    )
    return cleaner.clean


def _near(address: str) -> str | None:
    return address if _ADDRESS.match(address) else None


def _fits(tag: str, name: str, value: str) -> str | None:
    return None if (tag, name) == ("img", "src") and not OWN_FILE.fullmatch(value) else value
