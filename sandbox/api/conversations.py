"""conversations.* that make, change and list channels."""

from sandbox.api.paging import page
from sandbox.api.registry import Call, SlackError, method
from sandbox.blockkit import limits
from sandbox.traffic.rates import T2, T3
from sandbox.workspace import channels
from sandbox.workspace.nouns import Channel, Json, User
from sandbox.workspace.shapes import channel_json

MANAGE = ("channels:manage", "groups:write", "im:write", "mpim:write")
TOPIC = ("channels:write.topic", "groups:write.topic", "mpim:write.topic", "im:write.topic", *MANAGE)
READ = ("channels:read", "groups:read", "im:read", "mpim:read")
TYPES = {"public_channel": "public", "private_channel": "private", "im": "im", "mpim": "mpim"}


@method("conversations.create", *MANAGE, tier=T2)
def create(call: Call) -> Json:
    private = call.flag("is_private")
    call.need_scope("private" if private else "public")
    _check_name(call)
    channel = channels.create(call.space, call.text("name"), call.bot, "private" if private else "public")
    return {"channel": channel_json(call.space, channel)}


def _check_name(call: Call) -> None:
    problem = channels.name_problem(call.space, call.text("name"))
    if problem:
        raise SlackError(problem)


@method("conversations.rename", *MANAGE, tier=T2, required=("channel",))
def rename(call: Call) -> Json:
    channel = no_im(call.channel(member=True, writing=True))
    if call.text("name") != channel.name:
        _check_name(call)
        if channel.creator != call.bot.id:
            raise SlackError("not_authorized")
        channels.rename(call.space, channel, call.bot, call.text("name"))
    return {"channel": channel_json(call.space, channel)}


def no_im(channel: Channel) -> Channel:
    if channel.kind == "im":
        raise SlackError("method_not_supported_for_channel_type")
    return channel


@method("conversations.setTopic", *TOPIC, tier=T2, required=("channel",))
def set_topic(call: Call) -> Json:
    channel = no_im(call.channel(member=True, writing=True))
    channels.set_topic(call.space, channel, call.bot, _note(call, "topic"))
    return {"channel": channel_json(call.space, channel)}


@method("conversations.setPurpose", *TOPIC, tier=T2, required=("channel",))
def set_purpose(call: Call) -> Json:
    channel = no_im(call.channel(member=True, writing=True))
    channels.set_purpose(call.space, channel, call.bot, _note(call, "purpose"))
    return {"purpose": channel.purpose.value, "channel": channel_json(call.space, channel)}


def _note(call: Call, name: str) -> str:
    if len(call.text(name)) > limits.TOPIC:
        raise SlackError("too_long")
    return call.text(name)


@method("conversations.archive", *MANAGE, tier=T2, required=("channel",))
def archive(call: Call) -> Json:
    channel = no_im(call.channel())
    if channel.is_archived:
        raise SlackError("already_archived")
    if channel.is_general:
        raise SlackError("cant_archive_general")
    call.check(channel, member=True, writing=False)
    channels.archive(call.space, channel, call.bot)
    return {}


@method("conversations.unarchive", *MANAGE, tier=T2, required=("channel",))
def unarchive(call: Call) -> Json:
    """In practice never works for a bot: archiving has removed it."""
    channel = no_im(call.channel())
    if not channel.is_archived:
        raise SlackError("not_archived")
    call.check(channel, member=True, writing=False)
    channels.unarchive(call.space, channel, call.bot)
    return {}


@method("conversations.info", *READ, required=("channel",))
def info(call: Call) -> Json:
    return {"channel": channel_json(call.space, call.channel(), members=call.flag("include_num_members"))}


@method("conversations.list", *READ, tier=T2)
def list_all(call: Call) -> Json:
    visible = [
        each for each in call.space.channels.values() if each.kind == "public" or call.bot.id in each.members
    ]
    return _listed(call, visible, members=True)


@method("users.conversations", *READ, tier=T3)
def of_user(call: Call) -> Json:
    user = call.user() if call.text("user") else call.bot
    inside = [each for each in call.space.channels.values() if user.id in each.members]
    visible = [each for each in inside if each.kind == "public" or call.bot.id in each.members]
    return _listed(call, visible, members=False)


def _listed(call: Call, found: list[Channel], *, members: bool) -> Json:
    types = call.words("types") or ["public_channel"]
    if any(word not in TYPES for word in types):
        raise SlackError("invalid_types")
    kinds = [TYPES[word] for word in types]
    for kind in kinds:
        if kind != "mpim":
            call.need_scope(kind)
    hidden = call.flag("exclude_archived")
    fitting = [each for each in found if each.kind in kinds and not (hidden and each.is_archived)]
    shown, metadata = page(call, fitting)
    listed = [channel_json(call.space, each, members=members) for each in shown]
    if not members:  # users.conversations leaves is_member out
        listed = [{key: value for key, value in each.items() if key != "is_member"} for each in listed]
    return {"channels": listed, "response_metadata": metadata}


@method("conversations.open", *MANAGE)
def open_direct(call: Call) -> Json:
    if call.text("channel"):
        return {"channel": {"id": call.channel().id}, "no_op": True, "already_open": True}
    users = _people(call)
    call.need_scope("im")
    already = call.space.direct(call.bot, users[0]) is not None
    channel = channels.direct(call.space, call.bot, users[0])
    full = call.flag("return_im")
    shown = channel_json(call.space, channel) if full else {"id": channel.id}
    return {"channel": shown} | ({"no_op": True, "already_open": True} if already else {})


def _people(call: Call) -> list[User]:
    found = [call.space.users.get(word) for word in call.words("users")]
    users = [user for user in found if user and user.id != call.bot.id]
    if not found:
        raise SlackError("users_list_not_supplied")
    if len(users) < len(found):
        raise SlackError("user_not_found")
    if len(users) > 1:
        raise SlackError("method_not_supported_for_channel_type")  # group messages: not modelled
    if users[0].deleted:
        raise SlackError("user_disabled")
    return users
