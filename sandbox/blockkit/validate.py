"""Judges messages and views as Slack would: what is wrong with them, and where."""

import json
import re
from typing import Any

from sandbox.blockkit import limits
from sandbox.blockkit.schema import kinds, listed, record, say
from sandbox.workspace.nouns import Json

MESSAGE_BLOCKS = listed(kinds(limits.BLOCKS, *limits.MESSAGE_KINDS), limits.MESSAGE_BLOCKS, 0)
VIEW = kinds(limits.VIEWS)
BROADCAST = re.compile(r"<!(channel|here|everyone)(\||>)")


def message_problems(blocks: Any) -> list[str]:
    problems: list[str] = []
    MESSAGE_BLOCKS(blocks, "/blocks", problems)
    return problems or _repeated_ids(blocks, "/blocks")


def view_problems(view: Any, *, home: bool = False) -> list[str]:
    problems: list[str] = []
    VIEW(view, "/view", problems)
    if problems:
        return problems
    if (view["type"] == "home") != home:
        say(problems, f"must be a {'home' if home else 'modal'} view", "/view/type")
    has_input = any(block["type"] == "input" for block in view["blocks"])
    if has_input and not home and not view.get("submit"):
        say(problems, "missing required field: submit", "/view")
    return problems + _repeated_ids(view["blocks"], "/view/blocks")


def suggestion_problems(payload: Any) -> list[str]:
    """What is wrong with the options an app gave to an external select."""
    problems: list[str] = []
    fields = {"options": limits.SUGGESTIONS, "option_groups": limits.GROUPS}
    record(fields)(payload, "", problems)
    if not problems and "options" not in payload and "option_groups" not in payload:
        say(problems, "missing required field: options", "")
    return problems


def view_too_large(view: Any) -> bool:
    return len(json.dumps(view).encode()) > limits.VIEW_BYTES


def blocks_too_long(blocks: list[Json]) -> bool:
    """The undocumented sum over all texts; response_url is not held to it."""
    return sum(len(text) for text in texts(blocks)) > limits.BLOCKS_TEXT - limits.BLOCK_OVERHEAD * len(blocks)


def texts(value: Any) -> list[str]:
    """All words that a reader sees in blocks."""
    if isinstance(value, list):
        return [text for each in value for text in texts(each)]
    if not isinstance(value, dict):
        return []
    own = [value["text"]] if isinstance(value.get("text"), str) else []
    return own + [text for key, each in value.items() if not isinstance(each, str) for text in texts(each)]


def broadcasts(text: str, blocks: list[Json]) -> bool:
    """Whether a message would ping everybody; plain_text objects never do."""
    return any(BROADCAST.search(each) for each in [text, *_live_texts(blocks)])


def _live_texts(value: Any) -> list[str]:
    if isinstance(value, list):
        return [text for each in value for text in _live_texts(each)]
    if not isinstance(value, dict) or value.get("type") == "plain_text":
        return []
    if value.get("type") == "broadcast":  # of a rich_text block
        return ["<!channel>"]
    if value.get("type") == "mrkdwn":
        return [str(value.get("text", ""))]
    return [text for each in value.values() for text in _live_texts(each)]


def _repeated_ids(blocks: list[Json], at: str) -> list[str]:
    problems: list[str] = []
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in seen:
            say(problems, f"block_id {block_id} already exists", f"{at}/{number}/block_id")
        if block_id:
            seen.add(block_id)
    return problems
