"""conversations.* that make and change channels."""

from sandbox.api.registry import Call, SlackError, method
from sandbox.blockkit import limits
from sandbox.traffic.rates import T2
from sandbox.workspace import channels
from sandbox.workspace.nouns import Channel, Json
from sandbox.workspace.shapes import channel_json

MANAGE = ("channels:manage", "groups:write", "im:write", "mpim:write")
TOPIC = ("channels:write.topic", "groups:write.topic", "mpim:write.topic", "im:write.topic", *MANAGE)


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
    if channel.kind in ("im", "mpim"):
        raise SlackError("method_not_supported_for_channel_type")
    return channel


def noted(channel: Channel) -> Channel:
    if channel.kind == "im":
        raise SlackError("method_not_supported_for_channel_type")
    return channel


@method("conversations.setTopic", *TOPIC, tier=T2, required=("channel",), present=("topic",))
def set_topic(call: Call) -> Json:
    channel = noted(call.channel(member=True, writing=True))
    channels.set_topic(call.space, channel, call.bot, _note(call, "topic"))
    return {"channel": channel_json(call.space, channel)}


@method("conversations.setPurpose", *TOPIC, tier=T2, required=("channel",), present=("purpose",))
def set_purpose(call: Call) -> Json:
    channel = noted(call.channel(member=True, writing=True))
    channels.set_purpose(call.space, channel, call.bot, _note(call, "purpose"))
    return {"channel": channel_json(call.space, channel)}


def _note(call: Call, name: str) -> str:
    if len(call.text(name).encode("utf-16-le")) // 2 > limits.TOPIC:  # the strictest way to count
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
