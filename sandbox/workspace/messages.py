"""What can be done to messages, by people and by the bot alike; who may do it is decided by the callers."""

from sandbox.workspace.elements import with_ids
from sandbox.workspace.nouns import Channel, Json, Message, Pin, User
from sandbox.workspace.shapes import SLACKBOT, message_json, replies_of
from sandbox.workspace.space import Changed, Happened, Workspace

TOMBSTONE = "tombstone"
CHANNEL_TYPES = {"public": "channel", "private": "group", "im": "im", "mpim": "mpim"}


def post(space: Workspace, channel: Channel, message: Message) -> Message:
    """Puts a message into its channel, shows it, and tells the apps in there unless it is ephemeral."""
    message.blocks, message.attachments = with_ids(message.blocks), _numbered(message.attachments)
    parent = None if message.seen_by else channel.messages.get(message.thread_ts)
    before = message_json(space, parent) if parent else {}
    channel.messages[message.ts] = message
    if message.thread_ts:
        channel.threads.setdefault(message.thread_ts, []).append(message.ts)
    refresh(space, channel)
    if message.seen_by:
        return message
    shown = message_json(space, message) | _where(space, channel)
    space.tell(Happened(shown, channel))
    if f"<@{space.bot.id}" in message.text and message.user != space.bot.id and not message.subtype:
        mention = {key: value for key, value in shown.items() if key != "channel_type"}
        space.tell(Happened(mention | {"type": "app_mention"}, channel))
    if parent:
        tell_changed(space, channel, parent, before)
    return message


def system(space: Workspace, channel: Channel, user: User, subtype: str, text: str, **extra: object) -> Message:
    """A line Slack itself writes: somebody joined, set the topic, …"""
    ts = space.ts(channel)
    return post(space, channel, Message(ts, channel.id, user.id, text, subtype=subtype, extra=extra))


def _numbered(attachments: list[Json]) -> list[Json]:
    """Attachments with the numbers and the fallback that Slack gives them, and their blocks with ids."""
    return [
        {"fallback": "[no preview available]"} | each | {"id": number}
        | ({"blocks": with_ids(each["blocks"])} if each.get("blocks") else {})
        for number, each in enumerate(attachments, 1)
    ]  # fmt: skip


def edit(
    space: Workspace, channel: Channel, message: Message, by: User, *, mark: bool = True, **new: object
) -> None:
    """Gives a message new text, blocks, attachments or metadata; a version's blocks stay clickable."""
    before = message_json(space, message)
    message.earlier.append(message.all_blocks)
    for key, value in new.items():
        setattr(message, key, value)
    message.blocks, message.attachments = with_ids(message.blocks), _numbered(message.attachments)
    if mark:
        message.edited = {"user": by.id, "ts": space.event_ts()}
    refresh(space, channel)
    if not message.seen_by:
        tell_changed(space, channel, message, before)


def tell_changed(space: Workspace, channel: Channel, message: Message, before: Json) -> None:
    """Tells the apps that a message is no longer as it was `before`."""
    event = {
        "type": "message", "subtype": "message_changed", "hidden": True,
        "message": message_json(space, message),
        "previous_message": before, "ts": space.ts(channel),
    }  # fmt: skip
    space.tell(Happened(event | _where(space, channel), channel))


def delete(space: Workspace, channel: Channel, message: Message) -> None:
    """Takes a message away; of one with replies a tombstone stays, and goes with the last reply."""
    before = message_json(space, message)
    channel.pins = [pin for pin in channel.pins if pin.ts != message.ts]
    if replies_of(channel, message.ts):
        _bury(message)
        refresh(space, channel)
        tell_changed(space, channel, message, before)
        return
    parent = channel.messages.get(message.thread_ts)
    former = message_json(space, parent) if parent else {}
    _remove(space, channel, message, before)
    if message.seen_by or parent is None:
        return
    if parent.subtype == TOMBSTONE and not replies_of(channel, parent.ts):
        _remove(space, channel, parent, former)
    else:
        tell_changed(space, channel, parent, former)


def _bury(message: Message) -> None:
    empty = Message(message.ts, message.channel, SLACKBOT, "This message was deleted.", subtype=TOMBSTONE)
    empty.extra = {"hidden": True}
    vars(message).update(vars(empty))


def _remove(space: Workspace, channel: Channel, message: Message, before: Json) -> None:
    del channel.messages[message.ts]
    if message.thread_ts:
        channel.threads[message.thread_ts].remove(message.ts)
    refresh(space, channel)
    if not message.seen_by:
        event = {
            "type": "message", "subtype": "message_deleted", "hidden": True, "deleted_ts": message.ts,
            "previous_message": before, "ts": space.ts(channel),
        }  # fmt: skip
        space.tell(Happened(event | _where(space, channel), channel))


def react(space: Workspace, channel: Channel, message: Message, user: User, name: str) -> bool:
    """False when that person's reaction was there already."""
    users = message.reactions.setdefault(name, [])
    if user.id in users:
        return False
    users.append(user.id)
    _reaction(space, channel, message, user, "reaction_added", name)
    return True


def unreact(space: Workspace, channel: Channel, message: Message, user: User, name: str) -> bool:
    users = message.reactions.get(name, [])
    if user.id not in users:
        return False
    users.remove(user.id)
    if not users:
        del message.reactions[name]
    _reaction(space, channel, message, user, "reaction_removed", name)
    return True


def _reaction(space: Workspace, channel: Channel, message: Message, user: User, kind: str, name: str) -> None:
    refresh(space, channel)
    event = {
        "type": kind, "user": user.id, "reaction": name, "item_user": message.user,
        "event_ts": space.event_ts(),
        "item": {"type": "message", "channel": channel.id, "ts": message.ts},
    }  # fmt: skip
    space.tell(Happened(event, channel))


def pin(space: Workspace, channel: Channel, message: Message, user: User) -> None:
    channel.pins.append(Pin(message.ts, user.id, space.clock.now()))
    _pinned(space, channel, message, user, "pin_added")


def unpin(space: Workspace, channel: Channel, message: Message, user: User) -> None:
    channel.pins = [each for each in channel.pins if each.ts != message.ts]
    _pinned(space, channel, message, user, "pin_removed")


def pin_item(space: Workspace, channel: Channel, pin: Pin) -> Json:
    message = channel.messages[pin.ts]
    shown = message_json(space, message) | {"permalink": space.permalink(message)}
    return {
        "type": "message", "created": int(pin.at), "created_by": pin.by, "channel": channel.id,
        "message": shown,
    }  # fmt: skip


def _pinned(space: Workspace, channel: Channel, message: Message, user: User, kind: str) -> None:
    space.state_changed()
    refresh(space, channel)
    pin = Pin(message.ts, user.id, space.clock.now())
    event = {
        "type": kind, "user": user.id, "channel_id": channel.id, "item": pin_item(space, channel, pin),
        "item_user": message.user, "pin_count": len(channel.pins), "event_ts": space.event_ts(),
        "pinned_info": {"channel": channel.id, "pinned_by": user.id, "pinned_ts": int(pin.at)},
    }  # fmt: skip
    if kind == "pin_removed":
        event["has_pins"] = bool(channel.pins)
    space.tell(Happened(event, channel))


def thread_of(channel: Channel, ts: str) -> str | None:
    """Where an answer to that message stands: in its own thread or the one it is in; None where it is gone."""
    parent = channel.messages.get(ts)
    if parent is None or parent.seen_by or parent.subtype == TOMBSTONE:
        return None
    return parent.thread_ts or parent.ts


def in_thread(channel: Channel, ts: str) -> list[Message]:
    """The message and its replies, oldest first."""
    return [channel.messages[ts], *replies_of(channel, ts)]


def refresh(space: Workspace, channel: Channel) -> None:
    space.tell(Changed("messages", channel=channel.id))


def _where(space: Workspace, channel: Channel) -> Json:
    return {
        "channel": channel.id, "channel_type": CHANNEL_TYPES[channel.kind], "event_ts": space.event_ts(),
    }  # fmt: skip
