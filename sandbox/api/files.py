"""files.*: the three-step upload, and what is known of a file."""

from typing import Any

from sandbox.api.chat import new_message
from sandbox.api.posting import refuse_broadcast
from sandbox.api.registry import Call, SlackError, invalid, method
from sandbox.traffic.rates import T3, T4
from sandbox.workspace import files
from sandbox.workspace.nouns import Channel, File, Json
from sandbox.workspace.shapes import file_json


@method("files.getUploadURLExternal", "files:write", tier=T4, required=("filename", "length"))
def upload_url(call: Call) -> Json:
    length = call.number("length", 0)
    if length < 1:
        raise invalid("invalid_arguments", ["must be greater than 0 [json-pointer:/length]"])
    file = files.announce(call.space, call.bot, call.text("filename"), length)
    return {"upload_url": f"{call.space.base_url}upload/v1/{file.id}", "file_id": file.id}


@method("files.completeUploadExternal", "files:write", tier=T4, required=("files",))
def complete_upload(call: Call) -> Json:
    found = _uploaded(call)
    places = _places(call)
    refuse_broadcast(call, call.text("initial_comment"), [])
    for channel in places:
        message = new_message(call, channel, {"text": call.text("initial_comment")})
        files.share(call.space, channel, message, found)
    return {"files": [file_json(call.space, each) for each in found]}


def _uploaded(call: Call) -> list[File]:
    listed: Any = call.structure("files")
    if not isinstance(listed, list) or not all(isinstance(each, dict) and each.get("id") for each in listed):
        raise invalid("invalid_arguments", ["must provide an array of objects with an id [json-pointer:/files]"])
    found = [_file(call, str(each["id"])) for each in listed]
    if any(file.content is None or file.shared for file in found):
        raise SlackError("file_not_found")  # not uploaded yet, or completed before
    for file, each in zip(found, listed, strict=True):
        file.title = str(each.get("title") or file.name)
    return found


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
    return [call.check(call.space.channels.get(word), member=True, writing=True) for word in words]


@method("files.info", "files:read", tier=T4, required=("file",))
def info(call: Call) -> Json:
    return {"file": file_json(call.space, _file(call, call.text("file"))), "comments": []}


@method("files.delete", "files:write", tier=T3, required=("file",))
def delete(call: Call) -> Json:
    file = _file(call, call.text("file"))
    if file.user != call.bot.id:
        raise SlackError("cant_delete_file")
    files.delete(call.space, file)
    return {}
