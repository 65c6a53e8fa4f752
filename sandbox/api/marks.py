"""reactions.*, pins.* and bookmarks.*: marks on messages and channels."""

import re

from sandbox.api.registry import Call, SlackError, method
from sandbox.blockkit import limits
from sandbox.traffic.rates import T2, T3
from sandbox.workspace import ids, messages
from sandbox.workspace.nouns import Channel, Json, Message
from sandbox.workspace.shapes import message_json


def _stamped(call: Call, channel: Channel) -> Message:
    stamp = call.text("timestamp")
    if not stamp:
        raise SlackError("no_item_specified")
    if not re.fullmatch(r"\d+\.\d+", stamp):
        raise SlackError("bad_timestamp")
    return call.message(channel, "timestamp")


def _emoji(call: Call) -> str:
    name = call.text("name").strip(":")
    if not re.fullmatch(r"[\w+'-]+(::skin-tone-[2-6])?", name):
        raise SlackError("invalid_name")
    return name


@method("reactions.add", "reactions:write", tier=T3, required=("channel", "name"))
def react(call: Call) -> Json:
    channel = call.channel(member=True, writing=True)
    if not messages.react(call.space, channel, _stamped(call, channel), call.bot, _emoji(call)):
        raise SlackError("already_reacted")
    return {}


@method("reactions.remove", "reactions:write", tier=T2, required=("name",))
def unreact(call: Call) -> Json:
    channel = call.channel(member=True, writing=True)
    if not messages.unreact(call.space, channel, _stamped(call, channel), call.bot, _emoji(call)):
        raise SlackError("no_reaction")
    return {}


@method("reactions.get", "reactions:read", tier=T3)
def reactions(call: Call) -> Json:
    channel = call.channel()
    message = _stamped(call, channel)
    shown = message_json(call.space, message) | {"permalink": call.space.permalink(message)}
    return {"type": "message", "channel": channel.id, "message": shown}


@method("pins.add", "pins:write", tier=T2, required=("channel",))
def pin(call: Call) -> Json:
    channel = call.channel(member=True, writing=True)
    message = _stamped(call, channel)
    if any(each.ts == message.ts for each in channel.pins):
        raise SlackError("already_pinned")
    if len(channel.pins) >= limits.PINS:
        raise SlackError("too_many_pins")
    messages.pin(call.space, channel, message, call.bot)
    return {}


@method("pins.remove", "pins:write", tier=T2, required=("channel",))
def unpin(call: Call) -> Json:
    channel = call.channel(member=True, writing=True)
    message = _stamped(call, channel)
    if all(each.ts != message.ts for each in channel.pins):
        raise SlackError("no_pin")
    messages.unpin(call.space, channel, message, call.bot)
    return {}


@method("pins.list", "pins:read", tier=T2, required=("channel",))
def pins(call: Call) -> Json:
    channel = call.channel(member=True)
    return {"items": [messages.pin_item(call.space, channel, each) for each in reversed(channel.pins)]}


@method("bookmarks.add", "bookmarks:write", tier=T2, required=("channel_id", "title", "type"))
def bookmark(call: Call) -> Json:
    channel = call.channel("channel_id", member=True, writing=True)
    if call.text("type") != "link":
        raise SlackError("invalid_bookmark_type")
    if len(channel.bookmarks) >= limits.BOOKMARKS:
        raise SlackError("too_many_bookmarks")
    made: Json = {
        "id": ids.fresh("Bk"), "channel_id": channel.id, "title": call.text("title"), "link": _link(call),
        "emoji": call.text("emoji"), "icon_url": "", "type": "link", "entity_id": None,
        "date_created": int(call.space.clock.now()), "date_updated": 0, "rank": "g",
        "last_updated_by_user_id": call.bot.id, "last_updated_by_team_id": call.space.team,
        "shortcut_id": None, "app_id": call.space.app_id,
    }  # fmt: skip
    channel.bookmarks.append(made)
    call.space.state_changed()
    return {"bookmark": made}


def _link(call: Call) -> str:
    link = call.text("link")
    if not re.match(r"https?://\S+$", link):
        raise SlackError("invalid_link")
    return link


def _bookmark(call: Call, channel: Channel) -> Json:
    wanted = call.text("bookmark_id")
    found = next((each for each in channel.bookmarks if each["id"] == wanted), None)
    if not found:
        raise SlackError("not_found")
    return found


@method("bookmarks.edit", "bookmarks:write", tier=T2, required=("channel_id", "bookmark_id"))
def edit_bookmark(call: Call) -> Json:
    channel = call.channel("channel_id", member=True, writing=True)
    found = _bookmark(call, channel)
    new: Json = {name: call.text(name) for name in ("title", "emoji") if name in call.args}
    if "link" in call.args:
        new["link"] = _link(call)
    found |= new | {"date_updated": int(call.space.clock.now()), "last_updated_by_user_id": call.bot.id}
    call.space.state_changed()
    return {"bookmark": found}


@method("bookmarks.remove", "bookmarks:write", tier=T2, required=("channel_id", "bookmark_id"))
def remove_bookmark(call: Call) -> Json:
    channel = call.channel("channel_id", member=True, writing=True)
    channel.bookmarks.remove(_bookmark(call, channel))
    call.space.state_changed()
    return {}


@method("bookmarks.list", "bookmarks:read", tier=T3, required=("channel_id",))
def bookmarks(call: Call) -> Json:
    return {"bookmarks": call.channel("channel_id", member=True).bookmarks}
