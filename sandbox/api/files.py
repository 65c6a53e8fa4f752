"""files.*: the three-step upload, and what is known of a file."""

from typing import Any

from sandbox.api.chat import new_message
from sandbox.api.posting import refuse_broadcast
from sandbox.api.registry import Call, SlackError, invalid, method, reading
from sandbox.blockkit import validate
from sandbox.traffic.rates import T3, T4
from sandbox.workspace import files
from sandbox.workspace.nouns import Channel, File, Json, Message
from sandbox.workspace.shapes import file_json


@method("files.getUploadURLExternal", "files:write", tier=T4, required=("filename", "length"), json=False)
def upload_url(call: Call) -> Json:
    length = call.number("length", 0)
    if length < 1:
        raise invalid("invalid_arguments", ["must be greater than 1 [json-pointer:/length]"])
    file = files.announce(call.space, call.bot, call.text("filename"), length)
    return {"upload_url": f"{call.space.base_url}upload/v1/{file.id}", "file_id": file.id}


@method("files.completeUploadExternal", "files:write", tier=T4, required=("files",))
def complete_upload(call: Call) -> Json:
    found, titles = _uploaded(call)
    shares = [(place, _message(call, place)) for place in _places(call)]
    for file, title in zip(found, titles, strict=True):
        file.title = title or file.name
        file.completed = True
        files.complete(call.space, file)
    for channel, message in shares:
        files.share(call.space, channel, message, found)
    return {"files": [file_json(call.space, each) for each in found]}


def _message(call: Call, channel: Channel) -> Message:
    """The comment that comes with the files, with this method's own codes for what is wrong with it."""
    given: Json = {"text": call.text("initial_comment")}
    blocks = call.structure("blocks")
    problems = validate.message_problems(blocks) if isinstance(blocks, list) else ["must provide an array"]
    if blocks is not None and problems:
        raise invalid("invalid_blocks", problems)
    try:
        refuse_broadcast(call, given["text"], blocks or [])
        return new_message(call, channel, given | ({"blocks": blocks} if blocks else {}))
    except SlackError as problem:
        if problem.code == "restricted_action":
            raise SlackError("posting_to_channel_denied") from None
        raise invalid("invalid_arguments", ["there is no such thread [json-pointer:/thread_ts]"]) from None


def _uploaded(call: Call) -> tuple[list[File], list[str]]:
    """The files meant, and the titles given to them."""
    listed: Any = call.structure("files")
    if not isinstance(listed, list) or not listed or not all(map(_names_file, listed)):
        raise invalid("invalid_arguments", ["must provide an array of objects with an id [json-pointer:/files]"])
    found = [_file(call, each["id"]) for each in listed]
    if any(file.content is None or file.completed for file in found) or len({file.id for file in found}) < len(
        found
    ):
        raise SlackError("file_not_found")  # not uploaded yet, or completed before
    return found, [each.get("title") or "" for each in listed]


def _names_file(listed: Any) -> bool:
    return (
        isinstance(listed, dict) and isinstance(listed.get("id"), str) and isinstance(listed.get("title", ""), str)
    )


def _file(call: Call, file_id: str) -> File:
    file = call.space.files.get(file_id)
    if file is None:
        raise SlackError("file_not_found")
    if file.deleted:
        raise SlackError("file_deleted")
    return file


def _places(call: Call) -> list[Channel]:
    """Where to share: one channel, several, or nowhere yet."""
    words = [call.text("channel_id")] if call.text("channel_id") else call.words("channels")
    return [call.check(call.space.channels.get(word), member=True, writing=False) for word in words]


@reading("files.info", "files:read", tier=T4, required=("file",))
def info(call: Call) -> Json:
    return {
        "file": file_json(call.space, _file(call, call.text("file"))),
        "comments": [],
        "response_metadata": {"next_cursor": ""},
    }


@method("files.delete", "files:write", tier=T3, required=("file",))
def delete(call: Call) -> Json:
    file = _file(call, call.text("file"))
    if file.user != call.bot.id:
        raise SlackError("cant_delete_file")
    files.delete(call.space, file)
    return {}
