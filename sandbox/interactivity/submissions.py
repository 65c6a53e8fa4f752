"""Submitting and closing views, and what the app's answer does to the stack."""

from sandbox.blockkit import validate
from sandbox.delivery.acks import Ack
from sandbox.interactivity import clicks, forms, inputs, responses, sending
from sandbox.workspace.nouns import Json, User, View
from sandbox.workspace.views import DEPTH
from sandbox.world import World


async def fill(world: World, user: User, view: View, values: Json) -> None:
    offer = clicks.offer(world, user, view)
    await forms.fill(world.space, view.blocks, view.typed, view.offered, values, offer)


def mistakes(view: View) -> dict[str, str]:
    return forms.mistakes(view.blocks, forms.state(view.blocks, view.typed))


async def submit(world: World, user: User, view: View) -> Json:
    """Sends what is in the view; a spent view is sent again, as Slack at times does, and changes nothing."""
    payload = sending.base(world, user, "view_submission", view=view.id)
    payload |= sending.team_of(world, user)
    payload |= {"view": clicks.view_as_seen(world, view), "response_urls": _response_urls(world, user, view)}
    ack = await sending.send(world, payload, accepts=True)
    answer = sending.outcome(world, ack) | {"response": ack.payload if ack else None}
    if ack and view.is_open:
        answer |= _obey(world, user, view, ack)
    return answer | ({"shown": sending.TROUBLE} if "error" in answer else {})


def _response_urls(world: World, user: User, view: View) -> list[Json]:
    """One for each chosen channel whose select asks for it."""
    state, found = forms.state(view.blocks, view.typed), []
    for spot in inputs.spots(view.blocks):
        chosen = state.get(spot.block_id, {}).get(spot.action_id) or {}
        channel = chosen.get("selected_conversation") or chosen.get("selected_channel")
        if spot.element.get("response_url_enabled") and channel in world.space.channels:
            url = responses.url(world, "app", world.triggers.hook(user.id, channel))
            ids = {"block_id": spot.block_id, "action_id": spot.action_id, "channel_id": channel}
            found.append(ids | {"response_url": url})
    return found


def _obey(world: World, user: User, view: View, ack: Ack) -> Json:
    action = ack.payload.get("response_action")
    if action is None:
        view.submitted = True
        world.modals.close(view)
        return {}
    if action == "clear":
        world.modals.close_all(user.id)
        return {}
    if action == "errors":
        return _errors(view, ack.payload.get("errors"))
    if action in ("update", "push"):
        return _replace(world, user, view, action, ack.payload.get("view"))
    return {"error": "invalid_response_action"}


def _errors(view: View, errors: object) -> Json:
    known = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        return {"error": "invalid_response_errors", "problem": "errors must name at least one block"}
    if not all(isinstance(told, str) and told for told in errors.values()):
        return {"error": "invalid_response_errors", "problem": "each error must be a text"}
    unknown = [block_id for block_id in errors if block_id not in known]
    if unknown:
        return {
            "error": "invalid_response_errors",
            "problem": f"no input has the block id {', '.join(unknown)}",
        }
    return {}


def _replace(world: World, user: User, view: View, action: str, body: object) -> Json:
    refusal = validate.view_refusal(world.modals, body, view if action == "update" else None)
    if refusal or not isinstance(body, dict):
        code, problems = refusal or ("invalid_arguments", [])
        return {"error": code, "problems": problems}
    if action == "update":
        world.modals.update(view, body)
    elif len(world.modals.stack(user.id)) >= DEPTH:
        return {"error": "push_limit_reached"}
    else:
        world.modals.push(user, body)
    return {}


async def close(world: World, user: User, view: View, *, everything: bool) -> Json:
    """Closes a view, or with `everything` the whole stack; tells the app where it asked to be told."""
    everything = everything or bool(view.body.get("clear_on_close"))
    closed = world.modals.close_all(user.id) if everything else [view]
    if not everything:
        world.modals.close(view)
    acks = [
        await _closed(world, user, each, everything)
        for each in reversed(closed)
        if each.body.get("notify_on_close")
    ]
    return next((sending.outcome(world, ack) for ack in acks), {"ack_ms": None})


async def _closed(world: World, user: User, view: View, cleared: bool) -> Ack | None:
    payload = sending.base(world, user, "view_closed", trigger=False) | sending.team_of(world, user)
    # Slack's reference does not say that what was typed comes along, so nobody may count on it.
    seen = clicks.view_as_seen(world, view) | {"state": {"values": {}}}
    return await sending.send(world, payload | {"view": seen, "is_cleared": cleared})
