"""bookmarks.*: the links above a channel."""

import re

from sandbox.api.registry import Call, SlackError, invalid, method
from sandbox.blockkit import limits
from sandbox.traffic.rates import T2, T3
from sandbox.workspace import bookmarks
from sandbox.workspace.nouns import Channel, Json

TITLE, LINK = 256, 2048
EMOJI = re.compile(r":[\w+'-]{1,100}:")


def _channel(call: Call) -> Channel:
    channel = call.channel("channel_id")
    if call.bot.id not in channel.members:  # and so of every archived one
        raise SlackError("access_denied")
    return channel


@method("bookmarks.add", "bookmarks:write", tier=T2, required=("channel_id", "title", "type"))
def add(call: Call) -> Json:
    channel = _channel(call)
    if call.text("type") != "link":
        raise SlackError("invalid_bookmark_type")
    if len(channel.bookmarks) >= limits.BOOKMARKS:
        raise SlackError("too_many_bookmarks")
    _check_texts(call)
    title, link, emoji = call.text("title"), _link(call), call.text("emoji")
    made = bookmarks.add(call.space, channel, call.bot, title, link, emoji, call.space.app_id)
    return {"bookmark": made}


def _link(call: Call) -> str:
    link = call.text("link")
    if not re.fullmatch(r"https?://\S+", link):
        raise SlackError("invalid_link")
    return link


def _check_texts(call: Call) -> None:
    long = [name for name, most in (("title", TITLE), ("link", LINK)) if len(call.text(name)) > most]
    if long:
        raise invalid("invalid_arguments", [f"is too long [json-pointer:/{name}]" for name in long])
    if call.text("emoji") and not EMOJI.fullmatch(call.text("emoji")):
        raise SlackError("invalid_emoji")


def _bookmark(call: Call, channel: Channel) -> Json:
    found = bookmarks.find(channel, call.text("bookmark_id"))
    if not found:
        raise SlackError("not_found")
    return found


@method("bookmarks.edit", "bookmarks:write", tier=T2, required=("channel_id", "bookmark_id"))
def edit(call: Call) -> Json:
    channel = _channel(call)
    found = _bookmark(call, channel)
    _check_texts(call)
    new: Json = {name: call.text(name) for name in ("title", "emoji") if name in call.args}
    if "link" in call.args:
        new["link"] = _link(call)
    found |= new | {"date_updated": int(call.space.clock.now()), "last_updated_by_user_id": call.bot.id}
    call.space.state_changed()
    return {"bookmark": found}


@method("bookmarks.remove", "bookmarks:write", tier=T2, required=("channel_id", "bookmark_id"))
def remove(call: Call) -> Json:
    channel = _channel(call)
    bookmarks.remove(call.space, channel, _bookmark(call, channel))
    return {}


@method("bookmarks.list", "bookmarks:read", tier=T3, required=("channel_id",), get=True)
def list_all(call: Call) -> Json:
    return {"bookmarks": _channel(call).bookmarks}
