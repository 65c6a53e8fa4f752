"""reactions.* and pins.*: marks on messages."""

import re

from sandbox.api.registry import Call, SlackError, method, reading
from sandbox.blockkit import limits
from sandbox.traffic.rates import T2, T3
from sandbox.workspace import messages
from sandbox.workspace.nouns import Channel, Json, Message
from sandbox.workspace.shapes import message_json, shortened

EMOJI_PER_MESSAGE, REACTIONS_PER_PERSON = 50, 23


def _stamped(call: Call, channel: Channel) -> Message:
    stamp = call.text("timestamp")
    if not stamp:
        raise SlackError("no_item_specified")
    if not re.fullmatch(r"\d{1,10}\.\d{1,6}", stamp, re.ASCII):
        raise SlackError("bad_timestamp")
    return call.message(channel, "timestamp")


def _emoji(call: Call) -> str:
    name = call.text("name").strip(":")
    if not re.fullmatch(r"[\w+'-]{1,100}(::skin-tone-[2-6])?", name):
        raise SlackError("invalid_name")
    return name


@method("reactions.add", "reactions:write", tier=T3, required=("channel", "name"))
def react(call: Call) -> Json:
    channel = call.channel(member=True, writing=True)
    message, name = _stamped(call, channel), _emoji(call)
    if name not in message.reactions and len(message.reactions) >= EMOJI_PER_MESSAGE:
        raise SlackError("too_many_emoji")
    own = [users for users in message.reactions.values() if call.bot.id in users]
    if len(own) >= REACTIONS_PER_PERSON and call.bot.id not in message.reactions.get(name, ()):
        raise SlackError("too_many_reactions")
    if not messages.react(call.space, channel, message, call.bot, name):
        raise SlackError("already_reacted")
    return {}


@method("reactions.remove", "reactions:write", tier=T2, required=("name",))
def unreact(call: Call) -> Json:
    channel = call.channel(member=True)
    if not messages.unreact(call.space, channel, _stamped(call, channel), call.bot, _emoji(call)):
        raise SlackError("no_reaction")
    return {}


@reading("reactions.get", "reactions:read", tier=T3)
def reactions(call: Call) -> Json:
    channel = call.channel()
    message = _stamped(call, channel)
    shown = message_json(call.space, message) | {"permalink": call.space.permalink(message)}
    whole = shown if call.flag("full") else shortened(shown)
    return {"type": "message", "channel": channel.id, "message": whole}


@method("pins.add", "pins:write", tier=T2, required=("channel",))
def pin(call: Call) -> Json:
    channel = call.channel(member=True)
    message = _stamped(call, channel)
    if any(each.ts == message.ts for each in channel.pins):
        raise SlackError("already_pinned")
    if len(channel.pins) >= limits.PINS:
        raise SlackError("too_many_pins")
    messages.pin(call.space, channel, message, call.bot)
    return {}


@method("pins.remove", "pins:write", tier=T2, required=("channel",))
def unpin(call: Call) -> Json:
    channel = call.channel(member=True)
    message = _stamped(call, channel)
    if all(each.ts != message.ts for each in channel.pins):
        raise SlackError("no_pin")
    messages.unpin(call.space, channel, message, call.bot)
    return {}


@reading("pins.list", "pins:read", tier=T2, required=("channel",))
def pins(call: Call) -> Json:
    channel = call.channel(member=True)
    return {"items": [messages.pin_item(call.space, channel, each) for each in reversed(channel.pins)]}
