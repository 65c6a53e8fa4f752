"""conversations.* about who is in a channel."""

from sandbox.api.conversations import MANAGE, no_im
from sandbox.api.registry import Call, SlackError, invalid, method
from sandbox.blockkit import limits
from sandbox.workspace import channels
from sandbox.workspace.nouns import Channel, Json, User
from sandbox.workspace.shapes import channel_json

INVITE = ("channels:write.invites", "groups:write.invites", *MANAGE)


@method("conversations.invite", *INVITE, required=("channel",))
def invite(call: Call) -> Json:
    """With `force` the sound ones get in and `errors` names the rest; without it one bad apple stops all."""
    channel = no_im(call.channel(member=True, writing=True))
    words = call.words("users")
    if not words:
        raise SlackError("no_user")
    if len(words) > limits.INVITED:
        raise invalid("invalid_arguments", [f"no more than {limits.INVITED} items allowed [json-pointer:/users]"])
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
    if user.single_channel and _elsewhere(call, user):
        return "ura_max_channels"
    return "user_is_restricted" if user.is_guest else None


def _elsewhere(call: Call, user: User) -> bool:
    rooms = (each for each in call.space.channels.values() if each.kind in ("public", "private"))
    return any(user.id in each.members and not each.is_archived for each in rooms)


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
    """Outside already is a no without an error code, as in Slack's own example."""
    channel = no_im(call.channel(writing=True))
    if channel.is_general:
        raise SlackError("cant_leave_general")
    if channel.kind == "private" and channel.members == [call.bot.id]:
        raise SlackError("last_member")
    left = channels.leave(call.space, channel, call.bot)
    return {} if left else {"ok": False, "not_in_channel": True}


@method("conversations.kick", "channels:manage", "groups:write", required=("channel", "user"))
def kick(call: Call) -> Json:
    channel = no_im(call.channel(member=True))
    user = call.user()
    if user.id == call.bot.id:
        raise SlackError("cant_kick_self")
    if channel.is_general:
        raise SlackError("cant_kick_from_general")
    if not channels.leave(call.space, channel, user, call.bot):
        raise SlackError("not_in_channel")
    return {"errors": {}}
