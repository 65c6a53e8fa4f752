"""Control calls of a person among people: messages, reactions, and what can be done to a channel by hand."""

import base64
import binascii
import uuid
from typing import Any

from sandbox.blockkit import limits, validate
from sandbox.control.kit import Act, Order, Refused, takes
from sandbox.workspace import channels, files, messages
from sandbox.workspace.nouns import Channel, File, Json, Message, User
from sandbox.workspace.wording import typed


@takes("user", "channel", "text", "blocks", "thread_ts", "reply_broadcast", "raw")
def message(order: Order) -> Json:
    """Says something; who is not in a public channel joins by it."""
    user = order.person()
    channel = _writable(order, user)
    said = _new(order, user, channel)
    said.blocks = order.get("blocks", [])
    problems = validate.message_problems(said.blocks)
    if problems:
        raise Refused(f"these blocks cannot be shown: {problems[0]}")
    if not said.text and not said.blocks:
        raise Refused("“text” is missing")
    return {"channel": channel.id, "ts": messages.post(order.space, channel, said).ts}


@takes("user", "channel", "files", "text", "thread_ts", "reply_broadcast", "raw")
def upload(order: Order) -> Json:
    """Posts files: [{name, content}], content as text or, as `base64`, as bytes."""
    user = order.person()
    channel = _writable(order, user)
    given = order.get("files") or []
    if not isinstance(given, list) or not given:
        raise Refused("“files” is missing: [{name, content}]")
    shared = [_file(order, user, each) for each in given]
    said = files.share(order.space, channel, _new(order, user, channel), shared)
    return {"channel": channel.id, "ts": said.ts, "files": [each.id for each in shared]}


@takes("user", "name", "title", "content", "base64")
def file(order: Order) -> Json:
    """Stores a file without sharing it, as a form's file input does before it is sent."""
    kept = _file(order, order.person(), order.body)
    return {"id": kept.id}


def _file(order: Order, user: User, given: Any) -> File:
    if not isinstance(given, dict):
        raise Refused("a file is {name, content} or {name, base64}")
    try:
        content = (
            base64.b64decode(given["base64"]) if "base64" in given else str(given.get("content", "")).encode()
        )
    except (binascii.Error, TypeError, ValueError):
        raise Refused("“base64” cannot be read") from None
    file = files.announce(order.space, user, str(given.get("name") or "file.txt"), len(content))
    file.content, file.title = content, str(given.get("title") or "")
    return file


def _writable(order: Order, user: User) -> Channel:
    channel = order.visible_channel(user)
    if channel.is_archived:
        raise Refused(f"#{channel.name} is archived")
    channels.join(order.space, channel, user)
    return channel


def _new(order: Order, user: User, channel: Channel) -> Message:
    thread_ts = order.text("thread_ts")
    thread = messages.thread_of(channel, thread_ts)
    if thread_ts and not thread:
        raise Refused(f"there is no message {thread_ts} to reply to", 404)
    return Message(
        order.space.ts(channel), channel.id, user.id, _text(order), client_msg_id=str(uuid.uuid4()),
        thread_ts=thread or "", broadcast=bool(thread and order.get("reply_broadcast")),
    )  # fmt: skip


def _text(order: Order) -> str:
    """As Slack stores what was typed; `raw` takes it as another app would post it."""
    text = order.text("text")
    return text if order.get("raw") else typed(order.space, text, labels=False)


@takes("user", "channel", "ts", "text", "raw")
def edit(order: Order) -> Json:
    channel, own = _own(order)
    messages.edit(order.space, channel, own, order.person(), text=_text(order))
    return {"channel": channel.id, "ts": own.ts}


@takes("user", "channel", "ts")
def delete(order: Order) -> Json:
    channel, own = _own(order)
    messages.delete(order.space, channel, own)
    return {"channel": channel.id, "ts": own.ts}


def _own(order: Order) -> tuple[Channel, Message]:
    user = order.person()
    channel = order.visible_channel(user)
    found = order.message(channel)
    if found.user != user.id or (found.subtype and found.subtype != "file_share"):
        raise Refused(f"{user.name} did not write that message")
    return channel, found


@takes("user", "channel", "ts", "name")
def react(order: Order) -> Json:
    user, channel, found, name = _reaction(order)
    return {"changed": messages.react(order.space, channel, found, user, name)}


@takes("user", "channel", "ts", "name")
def unreact(order: Order) -> Json:
    user, channel, found, name = _reaction(order)
    return {"changed": messages.unreact(order.space, channel, found, user, name)}


def _reaction(order: Order) -> tuple[User, Channel, Message, str]:
    user = order.person()
    channel = order.visible_channel(user)
    return user, channel, order.message(channel), order.need("name").strip(":")


@takes("user", "channel", "ts")
def pin(order: Order) -> Json:
    user = order.person()
    channel = order.visible_channel(user)
    found = order.message(channel)
    pinned = any(each.ts == found.ts for each in channel.pins)
    if not pinned:
        messages.pin(order.space, channel, found, user)
    return {"changed": not pinned}


@takes("user", "channel", "ts")
def unpin(order: Order) -> Json:
    user = order.person()
    channel = order.visible_channel(user)
    found = order.message(channel)
    pinned = any(each.ts == found.ts for each in channel.pins)
    if pinned:
        messages.unpin(order.space, channel, found, user)
    return {"changed": pinned}


def _room(order: Order) -> Channel:
    """A channel, not the messages among a few: these have no name, and nobody joins or leaves them."""
    channel = order.channel()
    if channel.kind in ("im", "mpim"):
        raise Refused("that cannot be done to direct messages")
    return channel


def _closable(order: Order) -> Channel:
    channel = _room(order)
    if channel.is_general:
        raise Refused(f"#{channel.name} is where everybody is; it stays")
    return channel


@takes("user", "channel", "by")
def join(order: Order) -> Json:
    """A private channel is entered by invitation, and so is any by a guest: `by` says whose."""
    user, channel = order.person(), _room(order)
    by = order.user("by") if order.get("by") else None
    if channel.is_archived:
        raise Refused(f"#{channel.name} is archived")
    alone = user.id not in channel.members and not (by and by.id in channel.members)
    if alone and (channel.kind != "public" or user.is_guest):
        why = f"#{channel.name} is private" if channel.kind != "public" else f"{user.name} is a guest"
        raise Refused(f"{why}; a member has to invite {user.name} (by)")
    return {"channel": channel.id, "changed": channels.join(order.space, channel, user, by)}


@takes("user", "channel")
def leave(order: Order) -> Json:
    user, channel = order.user(), _room(order)
    return {"channel": channel.id, "changed": channels.leave(order.space, channel, user)}


@takes("user", "channel", "target")
def kick(order: Order) -> Json:
    """Removes `target`, or `user` where no target is named."""
    user, channel = order.user("user"), _room(order)
    target = order.user("target") if order.get("target") else user
    return {"channel": channel.id, "changed": channels.leave(order.space, channel, target, user)}


@takes("user", "channel", "name")
def rename(order: Order) -> Json:
    user, channel, name = order.somebody(), _room(order), order.need("name")
    problem = channels.name_problem(order.space, name)
    if problem and name != channel.name:
        raise Refused(f"a channel cannot be called “{name}”: {problem}")
    if name != channel.name:
        channels.rename(order.space, channel, user, name)
    return {"channel": channel.id}


@takes("user", "channel", "topic")
def topic(order: Order) -> Json:
    user, channel = order.somebody(), order.channel()
    if len(order.text("topic")) > limits.TOPIC:
        raise Refused(f"a topic has at most {limits.TOPIC} characters")
    channels.set_topic(order.space, channel, user, order.text("topic"))
    return {"channel": channel.id}


@takes("user", "channel")
def archive(order: Order) -> Json:
    user, channel = order.somebody(), _closable(order)
    changed = not channel.is_archived
    if changed:
        channels.archive(order.space, channel, user)
    return {"channel": channel.id, "changed": changed}


@takes("user", "channel")
def unarchive(order: Order) -> Json:
    user, channel = order.somebody(), _room(order)
    changed = channel.is_archived
    if changed:
        channels.unarchive(order.space, channel, user)
    return {"channel": channel.id, "changed": changed}


@takes("user", "channel")
def remove(order: Order) -> Json:
    """Deletes a channel for good, as an admin can; no method of the Web API finds it afterwards."""
    user, channel = order.somebody(), _closable(order)
    channels.remove(order.space, channel, user)
    return {"channel": channel.id}


ACTS: tuple[Act, ...] = (
    message, upload, file, edit, delete, react, unreact, pin, unpin, join, leave, kick, rename, topic, archive,
    unarchive, remove,
)  # fmt: skip
TABLE: dict[tuple[str, str], Act] = {("POST", act.__name__): act for act in ACTS}
