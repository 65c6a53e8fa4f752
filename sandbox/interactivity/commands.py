"""Slash commands and shortcuts: what a person starts from the message box or a menu."""

from sandbox.interactivity import replies, responses, sending
from sandbox.workspace.nouns import Channel, Json, Message, User
from sandbox.workspace.shapes import message_json
from sandbox.workspace.triggers import Hook
from sandbox.workspace.wording import escaped, typed
from sandbox.world import World


async def command(world: World, user: User, channel: Channel, command: Json, text: str) -> Json:
    """Types a slash command; answers {ack_ms, response, error?} after the ack or three seconds."""
    space = world.space
    text = typed(space, text, labels=True) if command.get("should_escape") else escaped(text)
    key = world.triggers.hook(user.id, channel.id)
    world.modals.places[user.id] = channel.id
    team = sending.team_of(world, user)["team"]
    payload = {
        "token": "verification-token", "team_id": team["id"], "team_domain": team["domain"],
        "channel_id": channel.id, "channel_name": sending.shown_name(channel), "user_id": user.id,
        "user_name": user.name, "command": command["command"], "text": text, "api_app_id": space.app_id,
        "is_enterprise_install": "false", "response_url": responses.url(world, "commands", key),
        "trigger_id": world.triggers.trigger(user.id),
    }  # fmt: skip
    ack = await world.sockets.ask("slash_commands", payload, True)
    answer = sending.outcome(world, ack, interactive=False) | {"response": ack.payload if ack else None}
    if ack and ack.payload:
        answer |= _show(world, world.triggers.hooks[key], ack.payload)
    return answer


def _show(world: World, hook: Hook, payload: Json) -> Json:
    problem = replies.problems(world, hook, payload)
    if problem:
        return {"error": "invalid_command_response", "problem": problem}
    message = replies.give(world, hook, payload)
    return {"ts": message.ts} if message else {}


async def shortcut(world: World, user: User, callback_id: str, about: Message | None) -> Json:
    """Picks a global shortcut, or a message shortcut when it is about a message."""
    kind = "message_action" if about else "shortcut"
    payload = sending.base(world, user, kind) | {
        "callback_id": callback_id,
        "action_ts": world.space.event_ts(),
    }
    del payload["api_app_id"]  # the one payload that does not name the app
    if not about:
        del payload["user"]["name"]
    else:
        channel = world.space.channels[about.channel]
        key = world.triggers.hook(user.id, channel.id, about.ts)
        world.modals.places[user.id] = channel.id
        payload |= {
            "channel": sending.place(channel), "message": message_json(world.space, about),
            "message_ts": about.ts, "response_url": responses.url(world, "actions", key),
        }  # fmt: skip
    return sending.outcome(world, await sending.send(world, payload))
