"""What can be done to channels, by people and by the bot alike; who may do it is decided by the callers."""

import re

from sandbox.workspace import ids, messages
from sandbox.workspace.nouns import Channel, Json, Kind, Note, User
from sandbox.workspace.shapes import channel_json
from sandbox.workspace.space import Happened, Workspace

NAME_LENGTH = 80
CREATED = frozenset({  # what of a channel the event channel_created tells
    "id", "name", "name_normalized", "created", "creator", "context_team_id", "is_archived", "is_channel",
    "is_ext_shared", "is_frozen", "is_general", "is_group", "is_im", "is_mpim", "is_org_shared",
    "is_pending_ext_shared", "is_private", "is_shared",
})  # fmt: skip


def name_problem(space: Workspace, name: str) -> str | None:
    """Slack's error code for a channel name, or nothing when it may be used."""
    if not name:
        return "invalid_name_required"
    if len(name) > NAME_LENGTH:
        return "invalid_name_maxlength"
    if not re.search(r"[^\W_]", name):
        return "invalid_name_punctuation"
    if re.search(r"[^a-z0-9_-]", name):
        return "invalid_name_specials"
    return "name_taken" if space.named(name) else None  # an archived channel keeps its name


def create(space: Workspace, name: str, by: User, kind: Kind = "public") -> Channel:
    channel = space.add(Channel(ids.fresh("C"), name, by.id, int(space.clock.now()), kind=kind))
    if kind == "public":
        shown = {key: value for key, value in channel_json(space, channel).items() if key in CREATED}
        space.tell(Happened({"type": "channel_created", "channel": shown, "event_ts": space.event_ts()}))
    join(space, channel, by)
    return channel


def direct(space: Workspace, one: User, other: User) -> Channel:
    """The direct messages of two, opened when there are none yet."""
    return talk(space, [one, other])


def talk(space: Workspace, people: list[User]) -> Channel:
    """The messages among these alone, opened by the first of them when there are none yet: direct, or a group."""
    found = space.talk(people)
    if found:
        return found
    kind: Kind = "im" if len(people) <= 2 else "mpim"
    by, now, members = people[0].id, int(space.clock.now()), [user.id for user in people]
    channel = Channel(ids.fresh("C" if kind == "mpim" else "D"), "", by, now, kind=kind, members=members)
    if kind == "mpim":
        names = sorted(user.name for user in people)
        channel.name = f"mpdm-{'--'.join(names)}-1"
        channel.topic = Note("Group messaging", by, now)
        channel.purpose = Note(f"Group messaging with: {' '.join(f'@{name}' for name in names)}", by, now)
    space.add(channel)
    if kind == "im":
        event = {"type": "im_created", "user": people[-1].id, "channel": channel_json(space, channel)}
        space.tell(Happened(event | {"event_ts": space.event_ts()}, channel))
    space.state_changed()
    return channel


def join(space: Workspace, channel: Channel, user: User, inviter: User | None = None) -> bool:
    """False when they were in there already."""
    if user.id in channel.members:
        return False
    channel.members.append(user.id)
    extra = {"inviter": inviter.id} if inviter else {}
    word = _word(channel)
    messages.system(space, channel, user, "channel_join", f"<@{user.id}> has joined the {word}", **extra)
    _member(space, channel, user, "member_joined_channel", extra)
    space.state_changed()
    return True


def leave(space: Workspace, channel: Channel, user: User, by: User | None = None) -> bool:
    """False when they were not in there; kicked (`by` somebody) or gone by oneself looks the same to others."""
    if user.id not in channel.members:
        return False
    channel.members.remove(user.id)
    word = _word(channel)
    messages.system(space, channel, user, "channel_leave", f"<@{user.id}> has left the {word}")
    _member(space, channel, user, "member_left_channel", {})
    if user.is_bot:  # it is outside now, and still hears that
        event = {"type": f"{word}_left", "channel": channel.id, "actor_id": (by or user).id}
        space.tell(Happened(event | {"event_ts": space.event_ts()}))
    space.state_changed()
    return True


def _member(space: Workspace, channel: Channel, user: User, kind: str, extra: Json) -> None:
    event = {
        "type": kind, "user": user.id, "channel": channel.id, "channel_type": channel.id[0],
        "team": user.team, "event_ts": space.event_ts(),
    }  # fmt: skip
    space.tell(Happened(event | extra, None if user.is_bot else channel))


def set_topic(space: Workspace, channel: Channel, user: User, value: str) -> None:
    if channel.topic.value != value:
        channel.topic = Note(value, user.id, int(space.clock.now()))
        _noted(space, channel, user, "topic", value)


def set_purpose(space: Workspace, channel: Channel, user: User, value: str) -> None:
    if channel.purpose.value != value:
        channel.purpose = Note(value, user.id, int(space.clock.now()))
        _noted(space, channel, user, "purpose", value)


def _noted(space: Workspace, channel: Channel, user: User, note: str, value: str) -> None:
    did = f"set the channel {note}: {value}" if value else f"cleared the channel {note}"
    messages.system(space, channel, user, f"channel_{note}", f"<@{user.id}> {did}", **{note: value})
    space.state_changed()


def rename(space: Workspace, channel: Channel, user: User, name: str) -> None:
    old = channel.name
    space.rename(channel, name)
    channel.previous_names.append(old)
    word = _word(channel)
    text = f'<@{user.id}> has renamed the channel from "{old}" to "{name}"'
    messages.system(space, channel, user, "channel_name", text, old_name=old, name=name)
    shown = {
        "id": channel.id, "name": name, "name_normalized": name, "created": channel.created,
        "is_channel": True, "is_mpim": False,
    }  # fmt: skip
    space.tell(Happened({"type": f"{word}_rename", "channel": shown, "event_ts": space.event_ts()}, channel))
    space.state_changed()


def archive(space: Workspace, channel: Channel, user: User) -> None:
    """Closes a channel; apps are told and then removed, as Slack does it."""
    word = _word(channel)
    messages.system(space, channel, user, "channel_archive", f"<@{user.id}> archived the channel")
    event = {"type": f"{word}_archive", "channel": channel.id, "user": user.id, "is_moved": 0}
    space.tell(Happened(event | {"event_ts": space.event_ts()}, channel))
    channel.is_archived = True
    channel.members = [each for each in channel.members if not space.users[each].is_bot]
    space.state_changed()


def unarchive(space: Workspace, channel: Channel, user: User) -> None:
    channel.is_archived = False
    word = _word(channel)
    messages.system(space, channel, user, "channel_unarchive", f"<@{user.id}> un-archived the channel")
    event = {
        "type": f"{word}_unarchive",
        "channel": channel.id,
        "user": user.id,
        "event_ts": space.event_ts(),
    }
    space.tell(Happened(event, None if channel.kind == "public" else channel))
    space.state_changed()


def remove(space: Workspace, channel: Channel, user: User) -> None:
    """Deletes a channel with all that was said there, as only an admin can; apps are told, and find it no more."""
    word = _word(channel)
    event: Json = {"type": f"{word}_deleted", "channel": channel.id}
    if word == "group":
        event |= {"date_deleted": int(space.clock.now()), "actor_id": user.id}
    space.tell(Happened(event | {"event_ts": space.event_ts()}, channel))
    space.forget(channel)
    space.state_changed()


def _word(channel: Channel) -> str:
    """Slack says group where a channel is private, in subtypes and events."""
    return "channel" if channel.kind == "public" else "group"
