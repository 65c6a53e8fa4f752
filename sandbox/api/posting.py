"""What is common to everything that posts: the text and blocks of a message, judged and read."""

from typing import Any

from sandbox.api.registry import Call, SlackError, invalid
from sandbox.blockkit import limits, validate
from sandbox.workspace.nouns import Json


def content(call: Call, *, text_limit: int = 0, may_be_empty: bool = False) -> Json:
    """Text, blocks, attachments and metadata as Message fields; only those that were given."""
    given: Json = {"text": call.text("text")} if "text" in call.args else {}
    for name in ("blocks", "attachments"):
        value = call.structure(name)
        if value is not None:
            given[name] = value
    markdown = call.text("markdown_text")
    if markdown:
        given = _markdown(given, markdown)
    _judge(call, given, text_limit)
    if not may_be_empty and not (given.get("text") or given.get("blocks") or given.get("attachments")):
        raise SlackError("no_text")
    metadata = call.structure("metadata")
    if metadata is not None:
        given["metadata"] = _metadata(metadata)
    return given


def _markdown(given: Json, markdown: str) -> Json:
    if given.get("text") or given.get("blocks"):
        raise SlackError("markdown_text_conflict")
    return given | {"text": markdown, "blocks": [{"type": "markdown", "text": markdown}]}


def _judge(call: Call, given: Json, text_limit: int) -> None:
    text, blocks, attachments = (
        given.get("text", ""),
        given.get("blocks") or [],
        given.get("attachments") or [],
    )
    problems = validate.message_problems(blocks)
    if problems:
        raise invalid("invalid_blocks", problems)
    if validate.blocks_too_long(blocks):
        raise SlackError("msg_blocks_too_long")
    if not isinstance(attachments, list):
        raise SlackError("invalid_attachments")
    if len(attachments) > limits.ATTACHMENTS:
        raise SlackError("too_many_attachments")
    if text_limit and len(text) > text_limit:
        raise SlackError("msg_too_long")
    refuse_broadcast(call, text, blocks)


def refuse_broadcast(call: Call, text: str, blocks: list[Json]) -> None:
    """Where the workspace keeps @channel for a few, a bot's post with it fails as a whole."""
    if call.space.broadcasts_refused and validate.broadcasts(text, blocks):
        raise SlackError("restricted_action")


def _metadata(metadata: Any) -> Json | None:
    """Sound metadata; an empty object takes away what was there."""
    if metadata == {}:
        return None
    if not isinstance(metadata, dict) or not metadata.get("event_type"):
        raise SlackError("invalid_metadata_format")
    if not isinstance(metadata.get("event_payload"), dict):
        raise SlackError("invalid_metadata_schema")
    return metadata
