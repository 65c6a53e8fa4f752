"""What an ack of a command and a post to a response URL have in common: both answer one person."""

from sandbox.blockkit import arguments, limits, validate
from sandbox.workspace import messages
from sandbox.workspace.nouns import Channel, Json, Message
from sandbox.workspace.triggers import Hook
from sandbox.world import World

PRIVATE = "ephemeral"
FIELDS = ("text", "blocks", "attachments")
KEYS = {
    *FIELDS, "delete_original", "link_names", "metadata", "mrkdwn", "parse", "replace_original", "response_type",
    "thread_ts", "unfurl_links", "unfurl_media",
}  # fmt: skip


def problems(world: World, hook: Hook, payload: Json) -> Json | None:
    """Why an answer cannot be shown, as Slack's error body with the codes of webhooks, or nothing."""
    found = [f"invalid additional property: {name}" for name in payload if name not in KEYS]
    found += arguments.problems(payload)
    if found:
        return _refused("invalid_payload", found)
    return _content_problem(world, payload) or _place_problem(world, hook, payload)


def _content_problem(world: World, payload: Json) -> Json | None:
    blocks, attachments = ([] if payload.get(name) is None else payload[name] for name in FIELDS[1:])
    found = validate.message_problems(blocks)
    if found:
        return {"errors": found} | _refused("invalid_blocks", found)
    if isinstance(attachments, list) and len(attachments) > limits.ATTACHMENTS:
        return {"error": "too_many_attachments"}
    found = validate.attachment_problems(attachments)
    if not found and validate.too_many_tables(blocks, attachments):
        found = ["only_one_table_allowed"]
    if found:
        return _refused("invalid_attachments", found)
    metadata = payload.get("metadata")
    problem = validate.metadata_problem(metadata) if metadata else ""
    if problem:
        return {"error": problem}
    if not any(payload.get(name) for name in FIELDS) and not payload.get("delete_original"):
        return {"error": "no_text"}
    pings = validate.broadcasts(payload.get("text") or "", blocks, attachments)
    return {"error": "action_prohibited"} if pings and world.space.broadcasts_refused else None


def _place_problem(world: World, hook: Hook, payload: Json) -> Json | None:
    channel = world.space.channels.get(hook.channel)
    if channel is None:
        return {"error": "channel_not_found"}
    if channel.is_archived:
        return {"error": "channel_is_archived"}
    thread_ts = payload.get("thread_ts")
    return (
        {"error": "cannot_reply_to_message"} if thread_ts and not messages.thread_of(channel, thread_ts) else None
    )


def _refused(code: str, found: list[str]) -> Json:
    return {"error": code, "response_metadata": {"messages": [f"[ERROR] {each}" for each in found]}}


def give(world: World, hook: Hook, payload: Json) -> Message | None:
    """Shows a sound answer: in place of the hook's message, or as a new one."""
    channel = world.space.channels[hook.channel]
    original = _original(world, hook, channel)
    if payload.get("delete_original"):
        if original:
            messages.delete(world.space, channel, original)
        return None
    given = {name: payload[name] for name in (*FIELDS, "metadata") if payload.get(name)}
    if "text" in given:
        given["text"] = given["text"][: limits.TEXT_TRUNCATED]
    if payload.get("replace_original") and original:
        messages.edit(world.space, channel, original, world.space.bot, **({"blocks": []} | given))
        return original
    return _new(world, hook, channel, payload, given)


def _original(world: World, hook: Hook, channel: Channel) -> Message | None:
    """The message that may be replaced or deleted; a person's, met by a message shortcut, stays as it is."""
    found = channel.messages.get(hook.ts)
    return found if found and found.user == world.space.bot.id else None


def _new(world: World, hook: Hook, channel: Channel, payload: Json, given: Json) -> Message:
    bot, private = world.space.bot, payload.get("response_type", PRIVATE) == PRIVATE
    message = Message(
        world.space.ts(channel), channel.id, bot.id, bot_id=bot.bot_id, seen_by=hook.user if private else "",
        thread_ts=messages.thread_of(channel, str(payload.get("thread_ts"))) or "", **given,
    )  # fmt: skip
    messages.post(world.space, channel, message)
    if private and hook.of_command:
        hook.ts = message.ts
    return message
