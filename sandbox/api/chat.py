"""chat.*: post, change and delete messages."""

from sandbox.api.posting import content, look
from sandbox.api.registry import Call, SlackError, method, reading
from sandbox.blockkit import limits
from sandbox.traffic.rates import MANY, POSTING, T4
from sandbox.workspace import channels, messages
from sandbox.workspace.nouns import BOT_MESSAGE, Channel, Json, Message
from sandbox.workspace.shapes import message_json

OWN = ("", BOT_MESSAGE)  # subtypes of what an app has posted; the others Slack itself wrote


@method("chat.postMessage", "chat:write", tier=POSTING, required=("channel",))
def post_message(call: Call) -> Json:
    channel = _target(call)
    given = content(call)
    warning = _truncate(given)
    message = new_message(call, channel, given)
    message.broadcast = bool(message.thread_ts) and call.flag("reply_broadcast")
    if not message.broadcast:  # one that is sent to the channel too keeps the app's own name, as has been reported
        message.wear(look(call))
    messages.post(call.space, channel, message)
    shown = message_json(call.space, message, metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown} | warning


def new_message(call: Call, channel: Channel, given: Json) -> Message:
    """A message of the bot; a reply hangs under the parent's thread, as Slack hangs it."""
    bot, thread_ts = call.bot, messages.thread_of(channel, call.text("thread_ts"))
    if call.text("thread_ts") and thread_ts is None:
        raise SlackError("cannot_reply_to_message")
    return Message(
        call.space.ts(channel), channel.id, bot.id, bot_id=bot.bot_id, thread_ts=thread_ts or "", **given
    )


def _truncate(given: Json) -> Json:
    if len(given.get("text", "")) <= limits.TEXT_TRUNCATED:
        return {}
    given["text"] = given["text"][: limits.TEXT_TRUNCATED]
    return {"warning": "message_truncated", "response_metadata": {"warnings": ["message_truncated"]}}


def _target(call: Call) -> Channel:
    """Where to post: a channel by id or name, or a person, whose direct messages are opened."""
    wanted = call.text("channel")
    user = call.space.users.get(wanted)
    if user:
        if user.id == call.bot.id or user.deleted or user.is_bot or user.team != call.space.team:
            raise SlackError("channel_not_found")
        if not call.space.manifest.messages_tab:
            raise SlackError("messages_tab_disabled")
        return channels.direct(call.space, call.bot, user)
    channel = call.space.channels.get(wanted) or call.space.named(wanted.removeprefix("#"))
    public = "chat:write.public" in call.space.manifest.scopes
    return call.check(channel, member=not public, writing=True)


def _own_place(call: Call) -> Channel:
    """Where the bot has posted: a public channel that it has left since is as good as gone."""
    channel = call.channel()
    if call.bot.id not in channel.members and not channel.is_archived:
        raise SlackError("channel_not_found")
    return channel


@method("chat.update", "chat:write", required=("channel", "ts"))
def update(call: Call) -> Json:
    channel = _own_place(call)
    if channel.is_archived:
        raise SlackError("is_inactive")
    message = call.message(channel)
    if message.user != call.bot.id or message.subtype not in OWN:
        raise SlackError("cant_update_message")
    given = content(call, text_limit=limits.UPDATE_TEXT)
    text_alone = not given.get(
        "blocks"
    )  # only then the message shows “edited”; blocks stay until they are emptied
    messages.edit(call.space, channel, message, call.bot, mark=text_alone, **given)
    shown = message_json(call.space, message, metadata=True)
    del shown["ts"]  # it stands beside the message here, and only there
    return {"channel": channel.id, "ts": message.ts, "text": message.text, "message": shown}


@method("chat.delete", "chat:write", required=("channel", "ts"))
def delete(call: Call) -> Json:
    channel = _own_place(call)
    message = call.message(channel)
    if message.user != call.bot.id or message.subtype not in OWN or channel.is_archived:
        raise SlackError("cant_delete_message")
    messages.delete(call.space, channel, message)
    return {"channel": channel.id, "ts": message.ts}


@method("chat.postEphemeral", "chat:write", tier=T4, required=("channel", "user"))
def post_ephemeral(call: Call) -> Json:
    channel = call.channel(member=True, writing=True)
    user = call.user(code="user_not_in_channel")
    if user.id not in channel.members or user.deleted:
        raise SlackError("user_not_in_channel")
    message = new_message(call, channel, content(call, text_limit=limits.TEXT_TRUNCATED))
    message.seen_by = user.id
    message.wear(look(call))
    messages.post(call.space, channel, message)
    return {"message_ts": message.ts}


@reading("chat.getPermalink", tier=MANY, required=("channel", "message_ts"))
def get_permalink(call: Call) -> Json:
    channel = call.channel()
    message = call.message(channel, "message_ts")
    return {"channel": channel.id, "permalink": call.space.permalink(message)}
