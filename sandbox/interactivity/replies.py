"""What an ack of a command and a post to a response URL have in common: both answer one person."""

from sandbox.blockkit import limits, validate
from sandbox.workspace import messages
from sandbox.workspace.nouns import Channel, Json, Message
from sandbox.workspace.triggers import Hook
from sandbox.world import World

PRIVATE = "ephemeral"
TYPES = (PRIVATE, "in_channel")
FIELDS = ("text", "blocks", "attachments")


def problems(payload: Json) -> Json | None:
    """Why an answer cannot be shown, as Slack's error body, or nothing."""
    if not isinstance(payload.get("text") or "", str) or payload.get("response_type", PRIVATE) not in TYPES:
        return {"error": "invalid_payload"}
    found = validate.message_problems(payload.get("blocks") or [])
    if found:
        marked = [f"[ERROR] {each}" for each in found]
        return {"error": "invalid_blocks", "errors": found, "response_metadata": {"messages": marked}}
    attachments = payload.get("attachments") or []
    found = validate.attachment_problems(attachments)
    if found or len(attachments) > limits.ATTACHMENTS:
        return {"error": "invalid_attachments", "response_metadata": {"messages": found}}
    if not any(payload.get(name) for name in FIELDS) and not payload.get("delete_original"):
        return {"error": "no_text"}
    return None


def give(world: World, hook: Hook, payload: Json) -> Message | None:
    """Shows a sound answer: in place of the hook's message, or as a new one."""
    channel = world.space.channels[hook.channel]
    original = channel.messages.get(hook.ts)
    if payload.get("delete_original"):
        if original:
            messages.delete(world.space, channel, original)
        return None
    given = {name: payload[name] for name in FIELDS if payload.get(name)}
    if payload.get("replace_original") and original:
        messages.edit(world.space, channel, original, world.space.bot, **({"blocks": []} | given))
        return original
    return _new(world, hook, channel, payload, given)


def _new(world: World, hook: Hook, channel: Channel, payload: Json, given: Json) -> Message:
    bot, private = world.space.bot, payload.get("response_type", PRIVATE) == PRIVATE
    message = Message(
        world.space.ts(channel), channel.id, bot.id, bot_id=bot.bot_id, seen_by=hook.user if private else "",
        thread_ts=str(payload.get("thread_ts") or ""), **given,
    )  # fmt: skip
    messages.post(world.space, channel, message)
    if private and hook.of_command:
        hook.ts = message.ts
    return message
