"""What can be done to files: announce, fill, share in a channel, delete."""

import mimetypes
import unicodedata

from sandbox.workspace import ids, messages
from sandbox.workspace.nouns import Channel, File, Message, User
from sandbox.workspace.shapes import message_json
from sandbox.workspace.space import Happened, Workspace

UNWRITABLE = ("Cc", "Cs", "Zl", "Zp")  # control characters, half characters, ends of lines
LONGEST_NAME = 255


def announce(space: Workspace, user: User, name: str, length: int) -> File:
    """A file whose bytes are still to come."""
    name = clean_name(name)
    guessed = "text/markdown" if name.endswith(".md") else mimetypes.guess_type(name)[0]
    file = File(ids.fresh("F"), name, user.id, int(space.clock.now()), length)
    file.mimetype = guessed or "application/octet-stream"
    space.files[file.id] = file
    return file


def clean_name(name: str) -> str:
    """A name that is no path and can stand in a line and in an address."""
    kept = "".join(each for each in name if unicodedata.category(each) not in UNWRITABLE)
    kept = kept.replace("/", "_").replace("\\", "_").strip()[:LONGEST_NAME]
    return kept if kept.strip(".") else "file"


def complete(space: Workspace, file: File) -> None:
    """The upload is done: the file exists, wherever it is shared later."""
    event = {"type": "file_created", "file_id": file.id, "user_id": file.user, "file": {"id": file.id}}
    space.tell(Happened(event | {"event_ts": space.event_ts()}))


def share(space: Workspace, channel: Channel, message: Message, shared: list[File]) -> Message:
    """Posts files with a message."""
    for file in shared:
        file.shares.setdefault(channel.id, []).append(message.ts)
    message.files = [file.id for file in shared]
    message.subtype = "" if message.bot_id else "file_share"
    messages.post(space, channel, message)
    for file in shared:
        event = {
            "type": "file_shared", "file_id": file.id, "user_id": message.user, "file": {"id": file.id},
            "channel_id": channel.id, "event_ts": space.event_ts(),
        }  # fmt: skip
        space.tell(Happened(event, channel))
    return message


def sharing(space: Workspace, file: File) -> list[Message]:
    """The messages that show a file."""
    found = [space.channels[each].messages.get(ts) for each, stamps in file.shares.items() for ts in stamps]
    return [each for each in found if each and file.id in each.files]


def delete(space: Workspace, file: File) -> None:
    """The messages stay and show that their file is gone."""
    found = [
        (space.channels[message.channel], message, message_json(space, message))
        for message in sharing(space, file)
    ]
    file.deleted, file.content = True, None
    space.tell(Happened({"type": "file_deleted", "file_id": file.id, "event_ts": space.event_ts()}))
    for channel, message, before in found:
        messages.refresh(space, channel)
        messages.tell_changed(space, channel, message, before)
