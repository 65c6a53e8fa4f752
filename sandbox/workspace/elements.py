"""Finds what can be pressed or filled in blocks, wherever it stands, and gives it the ids that Slack fills in."""

from collections.abc import Callable, Iterator

from sandbox.workspace import ids
from sandbox.workspace.nouns import Json

BLOCKS = {"container": "child_blocks", "carousel": "elements"}  # block -> where the blocks inside it are
ELEMENTS = {"actions": "elements", "context_actions": "elements", "card": "actions"}


def everywhere(blocks: list[Json]) -> Iterator[Json]:
    """Blocks, and those inside them."""
    for block in blocks:
        yield block
        yield from everywhere(block.get(BLOCKS.get(block["type"], ""), []))


def elements(block: Json) -> list[Json]:
    """What stands directly in a block and can be pressed or filled."""
    single = [block[name] for name in ("element", "accessory") if block.get(name)]
    several = block.get(ELEMENTS.get(block["type"], ""), [])
    return [each for each in (*single, *several) if each["type"] != "image"]


def with_ids(blocks: list[Json]) -> list[Json]:
    """Blocks with the block and action ids that Slack fills in where the app gave none."""
    return [_with_ids(block) for block in blocks]


def _with_ids(block: Json) -> Json:
    filled: Json = {"block_id": ids.short()} | block
    for name in ("element", "accessory"):
        if block.get(name):
            filled[name] = _with_action_id(block[name])
    for table, fill in ((ELEMENTS, _with_action_id), (BLOCKS, _with_ids)):
        _fill(filled, table.get(block["type"], ""), fill)
    return filled


def _fill(block: Json, name: str, fill: Callable[[Json], Json]) -> None:
    if block.get(name):
        block[name] = [fill(each) for each in block[name]]


def _with_action_id(element: Json) -> Json:
    return element if element["type"] == "image" else {"action_id": ids.short()} | element
