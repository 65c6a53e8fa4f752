"""The blocks of a message as a whole."""

from typing import Any

from sandbox.blockkit import limits
from sandbox.blockkit.blocks import OF_MESSAGES
from sandbox.blockkit.reading import length, placed
from sandbox.blockkit.rules import numbered, refuse_repeated
from sandbox.blockkit.schema import say
from sandbox.blockkit.views import elements
from sandbox.workspace.elements import everywhere
from sandbox.workspace.nouns import Json


def message_problems(blocks: Any) -> list[str]:
    problems: list[str] = []
    blocks_at(blocks, "/blocks", problems)
    return problems


def blocks_at(blocks: Any, at: str, problems: list[str]) -> None:
    """Judges the blocks that stand somewhere in a message: its own or an attachment's."""
    found: list[str] = []
    OF_MESSAGES(blocks, at, found)
    if not found:
        refuse_repeated("block_id", placed(blocks, at), found)
        _refuse_response_urls(blocks, at, found)
        _refuse_too_much(blocks, at, found)
    problems.extend(found)


def blocks_too_long(blocks: list[Json]) -> bool:
    """The undocumented sum over all texts; response_url is not held to it."""
    return length(blocks) > limits.BLOCKS_TEXT - limits.BLOCK_OVERHEAD * len(blocks)


def too_many_tables(blocks: list[Json], attachments: list[Json]) -> bool:
    everything = [blocks, *(each.get("blocks", []) for each in attachments)]
    found = [block["type"] for part in everything for block in everywhere(part)]
    tables = [kind for kind in found if kind in ("table", "data_table")]
    return len(tables) > limits.TABLES


def _refuse_too_much(blocks: list[Json], at: str, problems: list[str]) -> None:
    markdown = sum(len(block["text"]) for block in blocks if block["type"] == "markdown")
    if markdown > limits.MARKDOWN:
        say(problems, f"must be less than {limits.MARKDOWN + 1} characters", at)
    charts = sum(block["type"] == "data_visualization" for block in blocks)
    if charts > limits.CHARTS:
        say(problems, f"no more than {limits.CHARTS} data_visualization blocks allowed", at)


def _refuse_response_urls(blocks: list[Json], at: str, problems: list[str]) -> None:
    for where, element in elements(numbered(blocks, at)):
        if element.get("response_url_enabled"):
            say(problems, "only allowed in input blocks of modals", f"{where}/response_url_enabled")
