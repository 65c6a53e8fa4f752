"""Clicks on messages and views, and the options an external select asks the app for."""

from typing import Any

from sandbox.blockkit import validate
from sandbox.blockkit.rules import options_of
from sandbox.interactivity import forms, responses, sending
from sandbox.interactivity.inputs import Spot
from sandbox.interactivity.values import TEXTS
from sandbox.workspace.elements import everywhere
from sandbox.workspace.nouns import Json, Message, User, View
from sandbox.workspace.shapes import message_json, view_json
from sandbox.world import World

ENTER, TYPED = "on_enter_pressed", "on_character_entered"
KEPT: Json = {"ack_ms": None, "kept": True}  # the value stays in the form; the app hears nothing of it


async def on_message(
    world: World, user: User, message: Message, spot: Spot, value: Any, trigger: str = ENTER
) -> Json:
    await _ask_for(world, user, message, spot, value)
    reported = forms.put(world.space, message.chosen, message.offered, spot, value)
    if not _dispatches(spot, trigger):
        return KEPT
    where = _message_place(world, message, spot)
    world.modals.places[user.id] = message.channel
    hook = world.triggers.hook(user.id, message.channel, message.ts)
    where["response_url"] = responses.url(world, "actions", hook)
    return await _click(world, user, spot, reported, where)


async def on_view(world: World, user: User, view: View, spot: Spot, value: Any, trigger: str = ENTER) -> Json:
    await _ask_for(world, user, view, spot, value)
    reported = forms.put(world.space, view.typed, view.offered, spot, value)
    if not _dispatches(spot, trigger):
        return KEPT
    return await _click(world, user, spot, reported, _view_place(world, user, view), view.id)


def _dispatches(spot: Spot, trigger: str) -> bool:
    """An input is silent unless its block says otherwise; a text then speaks on Enter, or as it is typed."""
    if not spot.is_input:
        return True
    if not spot.block.get("dispatch_action"):
        return False
    asked = (spot.element.get("dispatch_action_config") or {}).get("trigger_actions_on") or [ENTER]
    return spot.element["type"] not in TEXTS or trigger in asked


async def _click(world: World, user: User, spot: Spot, reported: Json, where: Json, view: str = "") -> Json:
    action = reported | {
        "action_id": spot.action_id, "block_id": spot.block_id, "action_ts": world.space.event_ts(),
    }  # fmt: skip
    payload = sending.base(world, user, "block_actions", view=view) | where | {"actions": [action]}
    return sending.outcome(world, await sending.send(world, payload))


def _container(message: Message, spot: Spot) -> Json:
    container: Json = {
        "type": "message", "message_ts": message.ts, "channel_id": message.channel,
        "is_ephemeral": bool(message.seen_by),
    }  # fmt: skip
    for number, attachment in enumerate(message.attachments, 1):
        if spot.block in everywhere(attachment.get("blocks", [])):
            container |= {"type": "message_attachment", "attachment_id": number, "is_app_unfurl": False}
    return container | ({"thread_ts": message.thread_ts} if message.thread_ts else {})


def _message_place(world: World, message: Message, spot: Spot) -> Json:
    channel = world.space.channels[message.channel]
    shown: Json = {
        "container": _container(message, spot), "channel": sending.place(channel),
        "state": {"values": forms.state(message.all_blocks, message.chosen)},
    }  # fmt: skip
    if message.seen_by:  # Slack keeps no text of what it shows to one person only
        return shown
    return shown | {"message": message_json(world.space, message)}


def _view_place(world: World, user: User, view: View) -> Json:
    container = {"type": "view", "view_id": view.id}
    return sending.team_of(world, user) | {"container": container, "view": view_as_seen(world, view)}


def view_as_seen(world: World, view: View) -> Json:
    """The view with the present state of all its inputs."""
    return view_json(world.space, view) | {"state": {"values": forms.state(view.blocks, view.typed)}}


async def _ask_for(world: World, user: User, owner: Message | View, spot: Spot, value: Any) -> None:
    if "external_select" in spot.element["type"]:
        await forms.offered_first(spot, owner.offered, value, offer(world, user, owner))


def offer(world: World, user: User, owner: Message | View) -> forms.Offer:
    async def ask(spot: Spot, query: str) -> list[Json]:
        answer = await suggest(world, user, owner, spot, query)
        return options_of(answer.get("response") or {})

    return ask


async def suggest(world: World, user: User, owner: Message | View, spot: Spot, query: str) -> Json:
    """Asks the app for options that fit what was typed; what it offers can then be chosen."""
    where = _view_place(world, user, owner) if isinstance(owner, View) else _message_place(world, owner, spot)
    payload = sending.base(world, user, "block_suggestion", trigger=False) | where | {
        "action_id": spot.action_id, "block_id": spot.block_id, "value": query,
    }  # fmt: skip
    payload.pop("state", None)
    ack = await sending.send(world, payload, accepts=True)
    answer = sending.outcome(world, ack) | {"response": ack.payload if ack else None}
    options = options_of(ack.payload) if ack else []
    problems = validate.suggestion_problems(ack.payload) if ack else []
    if problems:
        return answer | {"error": "invalid_options", "problems": problems}
    owner.offered.update({option["value"]: option for option in options})
    return answer
