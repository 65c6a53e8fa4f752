"""A message as data: what a screen reader and a notification say, and what the eye sees."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.models.blocks import Block

BLOCKS = 50
"""Blocks a message may have (Slack's limit)."""


@dataclass(frozen=True)
class Message:
    """`text` is mrkdwn, already escaped; `blocks` are JSON-ready."""

    text: str
    blocks: list[dict[str, Any]] = field(default_factory=list)

    def payload(self) -> dict[str, Any]:
        """The arguments of chat.postMessage, chat.update, an ack or a response_url."""
        return {"text": self.text, "blocks": self.blocks} if self.blocks else {"text": self.text}


def as_dicts(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """Slack's own models check lengths here, while we are still at home."""
    return [block.to_dict() for block in blocks]
