"""What is common to everything that posts: a message's arguments, text, blocks and metadata, judged and read."""

import re
from typing import Any

from sandbox.api.registry import Call, SlackError, invalid, missing_scope
from sandbox.blockkit import limits, validate
from sandbox.blockkit.texts import URL
from sandbox.workspace.nouns import Json

CUSTOM = "chat:write.customize"
NAMED_BROADCAST = re.compile(r"(?<!\w)@(channel|here|everyone)\b")
LOOKS = ("username", "icon_emoji", "icon_url")


def content(call: Call, *, text_limit: int = 0, may_be_empty: bool = False) -> Json:
    """Text, blocks, attachments and metadata as Message fields; only those that were given."""
    _check_arguments(call)
    given: Json = {"text": call.text("text")} if "text" in call.args else {}
    if text_limit and len(given.get("text", "")) > text_limit:
        raise SlackError("msg_too_long")
    for name, code in (("blocks", "invalid_blocks_format"), ("attachments", "invalid_attachments")):
        value = _structure(call, name, code)
        if value is not None:
            given[name] = value
    if call.text("markdown_text"):
        given = _markdown(call, given, "msg_too_long" if text_limit else "msg_blocks_too_long")
    _judge(call, given)
    something = given.get("text", "").strip() or given.get("blocks") or given.get("attachments")
    if not may_be_empty and not something:
        raise SlackError("no_text")
    metadata = _structure(call, "metadata", "invalid_metadata_format")
    return given if metadata is None else given | {"metadata": _metadata(metadata)}


def _check_arguments(call: Call) -> None:
    problems: list[str] = []
    if call.text("icon_url"):
        URL(call.text("icon_url"), "/icon_url", problems)
    if problems:
        raise invalid("invalid_arguments", problems)
    if call.flag("as_user"):
        raise SlackError("as_user_not_supported")
    if any(call.text(name) for name in LOOKS) and CUSTOM not in call.space.manifest.scopes:
        raise missing_scope(call.space, [CUSTOM])


def look(call: Call) -> Json:
    """A name and picture of its own for one message, as its JSON shows them; nothing where none was asked for."""
    shown: Json = {"username": call.text("username")} if call.text("username") else {}
    if call.text("icon_emoji"):
        shown["icons"] = {"emoji": f":{call.text('icon_emoji').strip(':')}:"}
    elif call.text("icon_url"):
        shown["icons"] = dict.fromkeys(("image_36", "image_48", "image_72"), call.text("icon_url"))
    return shown


def _structure(call: Call, name: str, code: str) -> Any:
    """JSON of any shape; what is no JSON at all has a code of its own for each argument."""
    try:
        return call.structure(name)
    except SlackError:
        raise SlackError(code) from None


def _markdown(call: Call, given: Json, too_long: str) -> Json:
    markdown = call.text("markdown_text")
    if given.get("text") or given.get("blocks"):
        raise SlackError("markdown_text_conflict")
    if len(markdown) > limits.MARKDOWN:
        raise SlackError(too_long)
    return given | {"text": markdown, "blocks": [{"type": "markdown", "text": markdown}]}


def _judge(call: Call, given: Json) -> None:
    blocks, attachments = given.get("blocks", []), given.get("attachments", [])
    if not isinstance(blocks, list):
        raise SlackError("invalid_blocks_format")
    if isinstance(attachments, list) and len(attachments) > limits.ATTACHMENTS:
        raise SlackError("too_many_attachments")
    for code, problems in (
        ("invalid_blocks", validate.message_problems(blocks)),
        ("invalid_attachments", validate.attachment_problems(attachments)),
    ):
        if problems:
            raise invalid(code, problems)
    if validate.too_many_tables(blocks, attachments):
        raise invalid("invalid_attachments", ["only_one_table_allowed"])
    if validate.blocks_too_long(blocks):
        raise SlackError("msg_blocks_too_long")
    refuse_broadcast(call, given.get("text", ""), blocks, attachments)


def refuse_broadcast(call: Call, text: str, blocks: list[Json], attachments: list[Json] | None = None) -> None:
    """Where the workspace keeps @channel for a few, a bot's post with it fails as a whole."""
    if not call.space.broadcasts_refused:
        return
    names_are_live = call.flag("link_names") or call.text("parse") == "full"
    named = names_are_live and NAMED_BROADCAST.search(text)
    if named or validate.broadcasts(text, blocks, attachments or []):
        raise SlackError("restricted_action")


def _metadata(metadata: Any) -> Json | None:
    """Sound metadata; an empty object takes away what was there."""
    if metadata == {}:
        return None
    problem = validate.metadata_problem(metadata)
    if problem:
        raise SlackError(problem)
    sound: Json = metadata
    return sound
