"""Shows the nouns as the JSON that Slack's API speaks."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sandbox.workspace.nouns import Channel, File, Json, Message, Note, User, UserGroup, View
from sandbox.workspace.space import Workspace


def user_json(space: Workspace, user: User, *, email: bool = True) -> Json:
    profile = {
        "real_name": user.real_name, "real_name_normalized": user.real_name,
        "display_name": user.display_name, "display_name_normalized": user.display_name,
        "title": user.title, "phone": user.phone, "status_text": "", "status_emoji": "", "team": user.team,
    }  # fmt: skip
    if email and user.email:
        profile["email"] = user.email
    if user.is_bot:
        profile |= {"bot_id": user.bot_id, "api_app_id": space.app_id}
    shown = {
        "id": user.id, "team_id": user.team, "name": user.name, "deleted": user.deleted, "profile": profile,
        "is_bot": user.is_bot, "is_app_user": False, "updated": int(user.updated),
    }  # fmt: skip
    if user.deleted:  # Slack drops the rest of a deactivated account
        return shown
    return shown | {
        "real_name": user.real_name, "tz": user.tz, "tz_label": user.tz, "tz_offset": _offset(user.tz),
        "is_admin": False, "is_owner": False, "is_primary_owner": False,
        "is_restricted": user.guest, "is_ultra_restricted": False, "is_email_confirmed": True,
    }  # fmt: skip


def _offset(tz: str) -> int:
    try:
        offset = datetime.now(ZoneInfo(tz)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError):
        return 0
    return int(offset.total_seconds()) if offset else 0


def person_json(user: User) -> Json:
    """A person in an interaction's payload."""
    return {"id": user.id, "username": user.name, "name": user.name, "team_id": user.team}


def channel_json(space: Workspace, channel: Channel, *, members: bool = False) -> Json:
    if channel.kind == "im":
        other = next((each for each in channel.members if each != space.bot.id), space.bot.id)
        return {
            "id": channel.id, "created": channel.created, "is_im": True, "is_archived": False,
            "is_org_shared": False, "user": other, "is_open": True, "context_team_id": space.team,
        }  # fmt: skip
    shown: Json = {
        "id": channel.id, "name": channel.name, "name_normalized": channel.name,
        "is_channel": channel.kind == "public", "is_group": channel.kind == "private", "is_im": False,
        "is_mpim": False, "is_private": channel.kind == "private", "is_archived": channel.is_archived,
        "is_general": channel.is_general, "is_member": space.bot.id in channel.members,
        "created": channel.created, "creator": channel.creator, "unlinked": 0, "is_shared": False,
        "is_ext_shared": False, "is_org_shared": False, "is_pending_ext_shared": False, "pending_shared": [],
        "context_team_id": space.team, "shared_team_ids": [space.team], "updated": channel.created,
        "topic": note_json(channel.topic), "purpose": note_json(channel.purpose),
        "previous_names": list(channel.previous_names),
    }  # fmt: skip
    if members:
        shown["num_members"] = len(channel.members)
    return shown


def note_json(note: Note) -> Json:
    return {"value": note.value, "creator": note.creator, "last_set": note.last_set}


def message_json(space: Workspace, message: Message, *, metadata: bool = False) -> Json:
    shown: Json = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "team": space.team,
    }
    optional: Json = {
        "subtype": _subtype(message), "blocks": message.blocks, "attachments": message.attachments,
        "edited": message.edited, "client_msg_id": message.client_msg_id, "thread_ts": message.thread_ts,
    }  # fmt: skip
    shown |= {key: value for key, value in optional.items() if value} | message.extra
    if message.bot_id:
        shown |= {"bot_id": message.bot_id, "app_id": space.app_id, "bot_profile": bot_json(space)}
    if message.files:
        shown |= {"files": [file_json(space, space.files[each]) for each in message.files], "upload": False}
    if message.reactions:
        shown["reactions"] = [
            {"name": name, "users": list(users), "count": len(users)} for name, users in message.reactions.items()
        ]
    if metadata and message.metadata:
        shown["metadata"] = message.metadata
    return shown | _thread_json(space, message) | _pinned_json(space, message)


def _subtype(message: Message) -> str:
    return message.subtype or ("thread_broadcast" if message.broadcast else "")


def _thread_json(space: Workspace, message: Message) -> Json:
    replies = replies_of(space.channels[message.channel], message.ts)
    if not replies:
        return {}
    users = list(dict.fromkeys(reply.user for reply in replies))
    return {
        "thread_ts": message.ts, "reply_count": len(replies), "reply_users": users,
        "reply_users_count": len(users), "latest_reply": replies[-1].ts, "subscribed": False,
    }  # fmt: skip


def replies_of(channel: Channel, ts: str) -> list[Message]:
    found = [channel.messages.get(each) for each in channel.threads.get(ts, ())]
    return [each for each in found if each and not each.seen_by]


def _pinned_json(space: Workspace, message: Message) -> Json:
    channel = space.channels[message.channel]
    pin = next((each for each in channel.pins if each.ts == message.ts), None)
    if not pin:
        return {}
    info = {"channel": channel.id, "pinned_by": pin.by, "pinned_ts": int(pin.at)}
    return {"pinned_to": [channel.id], "pinned_info": info}


def bot_json(space: Workspace) -> Json:
    icons = {f"image_{size}": f"{space.base_url}client/bot_{size}.png" for size in (36, 48, 72)}
    return {
        "id": space.bot.bot_id, "deleted": False, "name": space.bot.real_name,
        "updated": int(space.bot.updated),
        "app_id": space.app_id, "icons": icons, "team_id": space.team,
    }  # fmt: skip


def file_json(space: Workspace, file: File) -> Json:
    kind = file.name.rsplit(".", 1)[-1].lower() if "." in file.name else "text"
    url = f"{space.base_url}files-pri/{space.team}-{file.id}/{file.name}"
    return {
        "id": file.id, "created": file.created, "timestamp": file.created, "name": file.name,
        "title": file.title or file.name, "mimetype": file.mimetype, "filetype": kind,
        "pretty_type": kind.upper(),
        "user": file.user, "user_team": space.team, "editable": False, "size": file.length,
        "mode": "tombstone" if file.deleted else "hosted",
        "is_external": False, "is_public": True, "url_private": url, "url_private_download": url,
        "permalink": f"{space.base_url}files/{file.user}/{file.id}/{file.name}",
        "channels": list(file.channels),
    }  # fmt: skip


def usergroup_json(space: Workspace, group: UserGroup, *, users: bool, count: bool) -> Json:
    shown: Json = {
        "id": group.id, "team_id": space.team, "is_usergroup": True, "name": group.name,
        "handle": group.handle,
        "description": group.description, "is_external": False, "date_create": group.created,
        "date_update": group.updated, "date_delete": group.updated if group.disabled else 0,
        "prefs": {"channels": [], "groups": []},
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
