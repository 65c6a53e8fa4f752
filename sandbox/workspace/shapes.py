"""Shows the nouns as the JSON that Slack's API speaks."""

from datetime import datetime
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sandbox.workspace.nouns import BOT_MESSAGE, Channel, File, Json, Message, Note, User, UserGroup, View
from sandbox.workspace.space import Workspace

SLACKBOT = "USLACKBOT"  # who Slack itself speaks as
COLORS = ("9f69e7", "4bbe2e", "e7392d", "3c989f", "674b1b", "e96699", "e0a729", "684b6c")
PICTURES = (24, 32, 48, 72, 192, 512)
TEAM_PICTURES = (34, 44, 68, 88, 102, 132, 230)
TEAMLESS = (BOT_MESSAGE, "channel_topic", "channel_purpose", "file_share", "thread_broadcast", "tombstone")
REPLY_USERS = 5  # Slack names no more of them
REACTION_USERS = 25  # of each reaction; how many Slack names is written nowhere


def user_json(space: Workspace, user: User, *, email: bool = True) -> Json:
    shown = {
        "id": user.id, "team_id": user.team, "name": user.name, "deleted": user.deleted,
        "profile": profile_json(space, user, email=email),
        "is_bot": user.is_bot, "is_app_user": False, "updated": int(user.updated),
    }  # fmt: skip
    if user.team != space.team:
        shown["is_stranger"] = True
    if user.deleted:  # Slack drops the rest of a deactivated account
        return shown
    return shown | {
        "color": COLORS[sum(user.id.encode()) % len(COLORS)],
        "real_name": user.real_name, "tz": user.tz, "tz_label": user.tz, "tz_offset": _offset(user.tz),
        "is_admin": user.admin, "is_owner": False, "is_primary_owner": False,
        "is_restricted": user.is_guest, "is_ultra_restricted": user.single_channel,
        "is_email_confirmed": True, "has_2fa": False, "who_can_share_contact_card": "EVERYONE",
    }  # fmt: skip


def profile_json(space: Workspace, user: User, *, email: bool) -> Json:
    first, _, last = user.real_name.partition(" ")
    digest = user.id[2:].lower()
    profile = {
        "real_name": user.real_name, "real_name_normalized": user.real_name,
        "display_name": user.display_name, "display_name_normalized": user.display_name,
        "first_name": first, "last_name": last, "title": user.title, "phone": user.phone, "skype": "",
        "status_text": "", "status_text_canonical": "", "status_emoji": "", "status_expiration": 0,
        "status_emoji_display_info": [], "avatar_hash": digest, "team": user.team,
    }  # fmt: skip
    profile |= user_pictures(space, user)
    if email and user.email:
        profile["email"] = user.email
    if user.is_bot:
        profile |= {"bot_id": user.bot_id, "api_app_id": space.app_id, "always_active": True}
    return profile


def user_pictures(space: Workspace, user: User) -> Json:
    """The addresses of somebody's picture, by size."""
    return {f"image_{size}": f"{space.base_url}client/{user.id[2:].lower()}_{size}.png" for size in PICTURES}


def team_pictures(space: Workspace) -> Json:
    """The addresses of the workspace's own."""
    return {f"image_{size}": f"{space.base_url}client/team_{size}.png" for size in TEAM_PICTURES}


def _offset(tz: str) -> int:
    try:
        offset = datetime.now(ZoneInfo(tz)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError, OSError):  # any of them, depending on what is no zone about it
        return 0
    return int(offset.total_seconds()) if offset else 0


def person_json(user: User) -> Json:
    """A person in an interaction's payload."""
    return {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team}


def channel_json(space: Workspace, channel: Channel, *, members: bool = False) -> Json:
    shown = _direct_json(space, channel) if channel.kind == "im" else _room_json(space, channel)
    if members:
        shown["num_members"] = len(channel.members)
    return shown


def _direct_json(space: Workspace, channel: Channel) -> Json:
    other = next((each for each in channel.members if each != space.bot.id), space.bot.id)
    return {
        "id": channel.id, "created": channel.created, "is_im": True, "is_archived": channel.is_archived,
        "is_org_shared": False, "user": other, "is_user_deleted": space.users[other].deleted,
        "is_open": True, "priority": 0, "context_team_id": space.team, "updated": channel.created * 1000,
    }  # fmt: skip


def _room_json(space: Workspace, channel: Channel) -> Json:
    group = channel.kind == "mpim"
    teams = list(dict.fromkeys([space.team, *(space.users[each].team for each in channel.members)]))
    shared = len(teams) > 1
    return {
        "id": channel.id, "name": channel.name, "name_normalized": channel.name,
        "is_channel": channel.kind in ("public", "private"), "is_group": group, "is_im": False,
        "is_mpim": group, "is_private": channel.kind != "public", "is_archived": channel.is_archived,
        "is_general": channel.is_general, "is_member": space.bot.id in channel.members,
        "created": channel.created, "creator": channel.creator, "unlinked": 0, "is_shared": shared,
        "is_frozen": False, "is_ext_shared": shared, "is_org_shared": False, "is_pending_ext_shared": False,
        "pending_shared": [], "pending_connected_team_ids": [], "parent_conversation": None,
        "context_team_id": space.team, "shared_team_ids": teams, "updated": channel.created * 1000,
        "topic": note_json(channel.topic), "purpose": note_json(channel.purpose),
        "previous_names": list(channel.previous_names),
    } | ({"is_open": True, "priority": 0} if group else {})  # fmt: skip


def note_json(note: Note) -> Json:
    return {"value": note.value, "creator": note.creator, "last_set": note.last_set}


def message_json(space: Workspace, message: Message, *, metadata: bool = False) -> Json:
    author = space.users.get(message.user)
    shown: Json = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
    }
    optional: Json = {
        "team": "" if _subtype(message) in TEAMLESS else author.team if author else space.team,
        "subtype": _subtype(message), "blocks": message.blocks, "attachments": message.attachments,
        "edited": message.edited, "client_msg_id": message.client_msg_id, "thread_ts": message.thread_ts,
    }  # fmt: skip
    shown |= {key: value for key, value in optional.items() if value} | message.extra
    if message.subtype == BOT_MESSAGE:
        del shown["user"]
        shown["bot_id"] = message.bot_id
    elif message.bot_id:
        shown |= {"bot_id": message.bot_id, "app_id": space.app_id, "bot_profile": bot_json(space)}
    if message.files:
        files = [space.files[each] for each in message.files]
        shown |= {"files": [_shared_json(space, each) for each in files], "upload": False}
    if message.reactions:
        shown["reactions"] = [
            {"name": name, "users": list(users), "count": len(users)} for name, users in message.reactions.items()
        ]
    if metadata and message.metadata:
        shown["metadata"] = message.metadata
    return shown | _thread_json(space, message) | _pinned_json(space, message)


def shortened(shown: Json) -> Json:
    """As Slack lists messages: of many who reacted alike it names only some, and counts all."""
    told = [each | {"users": each["users"][:REACTION_USERS]} for each in shown.get("reactions", ())]
    return shown | ({"reactions": told} if told else {})


def _subtype(message: Message) -> str:
    return message.subtype or ("thread_broadcast" if message.broadcast else "")


def _shared_json(space: Workspace, file: File) -> Json:
    """A file in a message; of a deleted one only its place is left."""
    return {"id": file.id, "mode": "tombstone"} if file.deleted else file_json(space, file)


def _thread_json(space: Workspace, message: Message) -> Json:
    channel = space.channels[message.channel]
    if message.thread_ts and message.thread_ts != message.ts:
        parent = channel.messages.get(message.thread_ts)
        if parent is None:
            return {}
        root = {"root": message_json(space, parent)} if message.broadcast else {}
        return {"parent_user_id": parent.user} | root
    replies = replies_of(channel, message.ts)
    if not replies:
        return {}
    users = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": message.ts, "reply_count": len(replies), "reply_users": users[:REPLY_USERS],
        "reply_users_count": len(users), "latest_reply": replies[-1].ts,
        "is_locked": False, "subscribed": False,
    }  # fmt: skip


def replies_of(channel: Channel, ts: str) -> list[Message]:
    found = [channel.messages.get(each) for each in channel.threads.get(ts, ())]
    return [each for each in found if each and not each.seen_by]


def _pinned_json(space: Workspace, message: Message) -> Json:
    channel = space.channels[message.channel]
    pin = next((each for each in channel.pins if each.ts == message.ts), None)
    return {"pinned_to": [channel.id]} if pin else {}


def bot_json(space: Workspace) -> Json:
    icons = {f"image_{size}": f"{space.base_url}client/bot_{size}.png" for size in (36, 48, 72)}
    return {
        "id": space.bot.bot_id, "deleted": False, "name": space.bot.real_name,
        "updated": int(space.bot.updated),
        "app_id": space.app_id, "icons": icons, "team_id": space.team,
    }  # fmt: skip


def file_json(space: Workspace, file: File) -> Json:
    kind = file.name.rsplit(".", 1)[-1].lower() if "." in file.name else "text"
    name = quote(file.name, safe="")
    url = f"{space.base_url}files-pri/{space.team}-{file.id}/{name}"
    kinds = {each: space.channels[each].kind for each in file.shares}
    return {
        "id": file.id, "created": file.created, "timestamp": file.created, "name": file.name,
        "title": file.title or file.name, "mimetype": file.mimetype, "filetype": kind,
        "pretty_type": kind.upper(),
        "user": file.user, "user_team": space.team, "editable": False, "size": file.length,
        "mode": "hosted", "is_external": False, "external_type": "", "is_public": "public" in kinds.values(),
        "public_url_shared": False, "display_as_bot": False, "username": "",
        "url_private": url, "url_private_download": url,
        "permalink": f"{space.base_url}files/{file.user}/{file.id}/{name}",
        "permalink_public": f"{space.base_url}slack-files/{space.team}-{file.id}-{file.id[-8:].lower()}",
        "comments_count": 0, "is_starred": False, "has_rich_preview": False, "file_access": "visible",
        "channels": [each for each, kind in kinds.items() if kind == "public"],
        "groups": [each for each, kind in kinds.items() if kind in ("private", "mpim")],
        "ims": [each for each, kind in kinds.items() if kind == "im"],
    } | ({"shares": _shares_json(space, file)} if file.shares else {})  # fmt: skip


def _shares_json(space: Workspace, file: File) -> Json:
    """Where a file was shared: the one way to find the message of an upload."""
    shares: Json = {}
    for channel_id, stamps in file.shares.items():
        channel = space.channels[channel_id]
        kind = "public" if channel.kind == "public" else "private"
        shares.setdefault(kind, {})[channel_id] = [
            {
                "ts": ts, "channel_name": channel.name, "team_id": space.team, "reply_users": [],
                "reply_users_count": 0, "reply_count": 0, "share_user_id": file.user,
            }
            for ts in stamps
        ]  # fmt: skip
    return shares


def usergroup_json(space: Workspace, group: UserGroup, *, users: bool, count: bool) -> Json:
    by = group.updated_by or space.bot.id
    shown: Json = {
        "id": group.id, "team_id": space.team, "is_usergroup": True, "is_subteam": True, "name": group.name,
        "handle": group.handle,
        "description": group.description, "is_external": False, "date_create": group.created,
        "date_update": group.updated, "date_delete": group.updated if group.disabled else 0,
        "auto_type": None, "auto_provision": False, "enterprise_subteam_id": "",
        "created_by": group.created_by or space.bot.id, "updated_by": by,
        "deleted_by": by if group.disabled else None,
        "prefs": {"channels": list(group.channels), "groups": []},
    }  # fmt: skip
    if users:
        shown["users"] = list(group.members)
    if count:
        shown["user_count"] = len(group.members)
    return shown


def view_json(space: Workspace, view: View) -> Json:
    body: dict[str, Any] = view.body
    return {
        "id": view.id, "team_id": space.team, "type": body["type"], "blocks": body["blocks"],
        "private_metadata": body.get("private_metadata", ""), "callback_id": body.get("callback_id", ""),
        "state": {"values": view.typed}, "hash": view.hash, "title": body.get("title"),
        "clear_on_close": bool(body.get("clear_on_close")),
        "notify_on_close": bool(body.get("notify_on_close")),
        "close": body.get("close"), "submit": body.get("submit"), "submit_disabled": False,
        "previous_view_id": view.previous or None, "root_view_id": view.root, "app_id": space.app_id,
        "external_id": body.get("external_id", ""), "app_installed_team_id": space.team,
        "bot_id": space.bot.bot_id,
    }  # fmt: skip
