"""conversations.* about who is in a channel."""

from sandbox.api.conversations import MANAGE, READ, no_im
from sandbox.api.paging import page
from sandbox.api.registry import Call, SlackError, method
from sandbox.blockkit import limits
from sandbox.traffic.rates import T4
from sandbox.workspace import channels
from sandbox.workspace.nouns import Channel, Json
from sandbox.workspace.shapes import channel_json

INVITE = ("channels:write.invites", "groups:write.invites", *MANAGE)


@method("conversations.invite", *INVITE, required=("channel",))
def invite(call: Call) -> Json:
    """With `force` the sound ones get in and `errors` names the rest; without it one bad apple stops all."""
    channel = no_im(call.channel(member=True, writing=True))
    words = list(dict.fromkeys(call.words("users")))
    if not words:
        raise SlackError("no_user")
    if len(words) > limits.INVITED:
        raise SlackError("too_many_users")
    verdicts = {word: _verdict(call, channel, word) for word in words}
    errors = [{"user": word, "ok": False, "error": code} for word, code in verdicts.items() if code]
    if errors and (len(errors) == len(words) or not call.flag("force")):
        raise SlackError(str(errors[0]["error"]), errors=errors)
    for word, code in verdicts.items():
        if code is None:
            channels.join(call.space, channel, call.space.users[word], call.bot)
    return {"channel": channel_json(call.space, channel)} | ({"errors": errors} if errors else {})


def _verdict(call: Call, channel: Channel, word: str) -> str | None:
    user = call.space.users.get(word)
    if user is None:
        return "user_not_found"
    if user.id == call.bot.id:
        return "cant_invite_self"
    if user.id in channel.members:
        return "already_in_channel"
    if user.deleted or user.team != call.space.team:
        return "cant_invite"
    return "user_is_restricted" if user.guest else None


@method("conversations.join", "channels:join", required=("channel",))
def join(call: Call) -> Json:
    channel = call.channel(writing=True)
    if channel.kind != "public":
        raise SlackError("method_not_supported_for_channel_type")
    joined = channels.join(call.space, channel, call.bot)
    answer: Json = {"channel": channel_json(call.space, channel)}
    if joined:
        return answer
    warning = "already_in_channel"
    return answer | {"warning": warning, "response_metadata": {"warnings": [warning]}}


@method("conversations.leave", *MANAGE, required=("channel",))
def leave(call: Call) -> Json:
    channel = no_im(call.channel(writing=True))
    if channel.is_general:
        raise SlackError("cant_leave_general")
    if not channels.leave(call.space, channel, call.bot):
        return {"not_in_channel": True}
    return {}


@method("conversations.kick", "channels:manage", "groups:write", required=("channel", "user"))
def kick(call: Call) -> Json:
    channel = no_im(call.channel(member=True, writing=True))
    user = call.user()
    if user.id == call.bot.id:
        raise SlackError("cant_kick_self")
    if channel.is_general:
        raise SlackError("cant_kick_from_general")
    if not channels.leave(call.space, channel, user):
        raise SlackError("not_in_channel")
    return {}


@method("conversations.members", *READ, tier=T4, required=("channel",))
def members(call: Call) -> Json:
    shown, metadata = page(call, call.channel().members)
    return {"members": shown, "response_metadata": metadata}
