"""Reads the words out of blocks and attachments: how many there are, and whether they would ping everybody."""

import re
from collections.abc import Iterator
from typing import Any

from sandbox.blockkit.rules import numbered
from sandbox.workspace.elements import BLOCKS
from sandbox.workspace.nouns import Json

BROADCAST = re.compile(r"<!(channel|here|everyone)(\||>)")
LIVE = ("mrkdwn", "markdown")  # plain_text never pings
LEGACY = ("text", "pretext", "value", "title", "fallback")  # an attachment's own words


def texts(value: Any) -> list[str]:
    """All words that a reader sees in blocks."""
    if isinstance(value, list):
        return [text for each in value for text in texts(each)]
    if not isinstance(value, dict):
        return []
    own = [value["text"]] if isinstance(value.get("text"), str) else []
    return own + [text for each in value.values() if not isinstance(each, str) for text in texts(each)]


def length(value: Any) -> int:
    return sum(map(len, texts(value)))


def broadcasts(text: str, blocks: Any, attachments: Any = ()) -> bool:
    """Whether a message would ping everybody."""
    live = [text, *_live(blocks)]
    for each in attachments:
        live += [*_live(each), *_legacy(each)]
    return any(BROADCAST.search(each) for each in live)


def _live(value: Any) -> Iterator[str]:
    if isinstance(value, list):
        for each in value:
            yield from _live(each)
    if not isinstance(value, dict):
        return
    if value.get("type") == "broadcast":  # of a rich_text block
        yield "<!channel>"
    if value.get("type") in LIVE:
        yield str(value.get("text", ""))
    for each in value.values():
        yield from _live(each)


def _legacy(attachment: Any) -> Iterator[str]:
    for part in [attachment, *attachment.get("fields", [])]:
        yield from (part[name] for name in LEGACY if isinstance(part.get(name), str))


def placed(blocks: list[Json], at: str) -> Iterator[tuple[str, Json]]:
    """Blocks and those inside them, each with where it stands."""
    for where, block in numbered(blocks, at):
        yield where, block
        yield from placed_inside(block, where)


def placed_inside(block: Json, at: str) -> Iterator[tuple[str, Json]]:
    name = BLOCKS.get(block["type"], "")
    yield from placed(block.get(name, []), f"{at}/{name}")
