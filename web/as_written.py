"""What people wrote, as a page shows it: addresses lead somewhere, code looks like code, all else is literal."""

import re

from markupsafe import Markup, escape

from web.addresses import web_address

_CODE = re.compile(r"```(?:[\w+-]*\n)?(.*?)```|`([^`\n]+)`", re.DOTALL)
_ADDRESS = re.compile(r"https?://[^\s<>\"`]+")
_OPENS = {")": "(", "]": "["}
LONGEST = 2000
"""Characters of an address; a longer one stands there as words."""
_AFTER = ".,:;!?'’”…"
"""What ends a sentence, not an address."""


def as_written(text: str) -> Markup:
    """Escaped like any other, and nothing of Markdown but code."""
    drawn, end = Markup(), 0
    for found in _CODE.finditer(text):
        block, inline = found.groups()
        if not (block or inline or "").strip():
            continue
        drawn += _with_links(text[end : found.start()]) + _code(block, inline)
        end = found.end()
    return drawn + _with_links(text[end:])


def _code(block: str | None, inline: str | None) -> Markup:
    if block is None:
        return Markup("<code>{}</code>").format(inline)
    return Markup('<code class="block">{}</code>').format(block.strip("\n"))


def _with_links(text: str) -> Markup:
    drawn, end = Markup(), 0
    for found in _ADDRESS.finditer(text):
        address = _whole(found[0])
        if web_address(address):
            link = Markup('<a href="{0}" rel="noopener nofollow noreferrer">{0}</a>').format(address)
            drawn += escape(text[end : found.start()]) + link
            end = found.start() + len(address)
    return drawn + escape(text[end:])


def _whole(found: str) -> str:
    """Without what follows an address: the end of a sentence, and a bracket that was opened before it."""
    if len(found) > LONGEST:
        return ""
    while found and (found[-1] in _AFTER or _was_opened_before(found)):
        found = found[:-1]
    return found


def _was_opened_before(found: str) -> bool:
    return found[-1] in _OPENS and found.count(found[-1]) > found.count(_OPENS[found[-1]])
