"""Control calls of a person at the app: commands, clicks, forms and shortcuts."""

from sandbox.control.kit import Act, Order, Refused, among, takes
from sandbox.interactivity import clicks, commands, inputs, submissions
from sandbox.interactivity.inputs import Spot
from sandbox.interactivity.values import BadInput
from sandbox.workspace.channels import direct
from sandbox.workspace.nouns import Channel, Json, Message, User, View
from sandbox.workspace.space import Happened


@takes("user", "channel", "command", "text")
async def command(order: Order) -> Json:
    user, word = order.person(), order.need("command")
    word = word if word.startswith("/") else f"/{word}"
    found = order.space.manifest.command(word)
    if not found:
        known = [each["command"] for each in order.space.manifest.commands]
        raise Refused(f"no app of this workspace has the command {word}{among(known)}", 404)
    channel = order.visible_channel(user)
    if channel.is_archived:
        raise Refused(f"#{channel.name} is archived; nobody can type there")
    return await commands.command(order.world, user, channel, found, order.text("text"))


@takes("user", "channel", "ts", "action_id", "block_id", "value", "view_id", "values", "trigger")
async def click(order: Order) -> Json:
    user, value, trigger = order.person(), order.get("value"), order.text("trigger", clicks.ENTER)
    if trigger not in (clicks.ENTER, clicks.TYPED):
        raise Refused(f"“trigger” is {clicks.ENTER} or {clicks.TYPED}")
    try:
        if order.get("view_id"):
            view = order.open_view(user)
            await submissions.fill(order.world, user, view, order.get("values", {}))
            return await clicks.on_view(order.world, user, view, _spot(order, view.blocks), value, trigger)
        message = _message(order, user)
        spot = _stale_spot(order, message)
        return await clicks.on_message(order.world, user, message, spot, value, trigger)
    except BadInput as bad:
        raise Refused(str(bad)) from None


def _message(order: Order, user: User) -> Message:
    """The message meant; without a `ts` the newest this person sees that has the action."""
    channel = order.visible_channel(user)
    if not order.get("ts"):
        return _newest(channel, user, order.need("action_id"))
    message = order.message(channel)
    if message.seen_by and message.seen_by != user.id:
        raise Refused(f"{user.name} does not see that message", 404)
    return message


def _newest(channel: Channel, user: User, action_id: str) -> Message:
    seen = [each for each in reversed(channel.messages.values()) if each.seen_by in ("", user.id)]
    for message in seen:
        if inputs.find(message.all_blocks, action_id):
            return message
    known = [spot.action_id for message in seen for spot in inputs.spots(message.all_blocks)]
    raise Refused(f"no message that {user.name} sees there has an action “{action_id}”{among(known)}", 404)


def _spot(order: Order, *versions: list[Json]) -> Spot:
    action_id, block_id = order.need("action_id"), order.text("block_id")
    for value in (order.get("value"), None):  # a button that says exactly this, in any version, goes first
        for blocks in versions:
            spot = inputs.find(blocks, action_id, block_id, value)
            if spot:
                return spot
    where = f" in the block “{block_id}”" if block_id else ""
    known = [f"{each.action_id} ({each.block_id})" for blocks in versions for each in inputs.spots(blocks)]
    raise Refused(f"there is no action “{action_id}”{where}{among(known)}", 404)


def _stale_spot(order: Order, message: Message) -> Spot:
    """The action on the message as it is now, or as a screen not yet refreshed still shows it."""
    return _spot(order, message.all_blocks, *reversed(message.earlier))


@takes("user", "view_id", "values")
async def submit(order: Order) -> Json:
    user = order.person()
    view = order.view(user)
    if not view.is_open and not view.submitted:
        raise Refused("that view is closed", 404)
    try:
        if view.is_open:
            await submissions.fill(order.world, user, view, order.get("values", {}))
    except BadInput as bad:
        raise Refused(str(bad)) from None
    mistakes = submissions.mistakes(view)
    if mistakes:
        named = "; ".join(f"{block_id}: {mistake}" for block_id, mistake in mistakes.items())
        raise Refused(f"Slack sends no such form. {named}", errors=mistakes)
    return await submissions.submit(order.world, user, view)


@takes("user", "view_id", "clear")
async def close(order: Order) -> Json:
    user = order.person()
    everything = bool(order.get("clear"))
    return await submissions.close(order.world, user, order.open_view(user), everything=everything)


@takes("user", "channel", "ts", "view_id", "action_id", "block_id", "value", "values")
async def suggest(order: Order) -> Json:
    """The query is `value`, or the one entry of `values`."""
    user = order.person()
    owner: Message | View = order.view(user) if order.get("view_id") else _message(order, user)
    values: Json = order.get("values", {})
    block_id = order.text("block_id") or next(iter(values), "")
    query = order.get("value", values.get(block_id, ""))
    action_id = order.text("action_id")
    spots = inputs.spots(owner.all_blocks if isinstance(owner, Message) else owner.blocks)
    external = [each for each in spots if "external_select" in each.element["type"]]
    for spot in external:
        if action_id in ("", spot.action_id) and block_id in ("", spot.block_id):
            return await clicks.suggest(order.world, user, owner, spot, str(query or ""))
    known = [f"{each.action_id} ({each.block_id})" for each in external]
    raise Refused(f"there is no external select “{action_id or block_id}”{among(known)}", 404)


@takes("user", "callback_id", "channel", "ts")
async def shortcut(order: Order) -> Json:
    user, callback_id = order.person(), order.need("callback_id")
    found = next((each for each in order.space.manifest.shortcuts if each["callback_id"] == callback_id), None)
    if not found:
        known = [each["callback_id"] for each in order.space.manifest.shortcuts]
        raise Refused(f"no app of this workspace has the shortcut “{callback_id}”{among(known)}", 404)
    if found["type"] == "message":
        order.need("ts")
    about = _message(order, user) if found["type"] == "message" else None
    if about and about.seen_by:
        raise Refused("there are no shortcuts on what only one person sees")
    return await commands.shortcut(order.world, user, callback_id, about)


@takes("user", "tab")
def home(order: Order) -> Json:
    """Opens the app's home, at its `tab` home or messages; their direct messages begin with it."""
    user, space, tab = order.person(), order.space, order.text("tab", "home")
    if tab not in ("home", "messages"):
        raise Refused("“tab” is home or messages")
    if tab == "home" and not space.manifest.home_tab:
        raise Refused(f"{space.manifest.name} has no home tab: its manifest does not switch it on")
    view = order.world.modals.homes.get(user.id)
    event: Json = {
        "type": "app_home_opened", "user": user.id, "tab": tab,
        "channel": direct(space, user, space.bot).id, "event_ts": space.event_ts(),
    }  # fmt: skip
    if view and tab == "home":
        event["view"] = clicks.view_as_seen(order.world, view)
    space.tell(Happened(event))
    return {}


TABLE: dict[tuple[str, str], Act] = {
    ("POST", "command"): command,
    ("POST", "click"): click,
    ("POST", "submit"): submit,
    ("POST", "close"): close,
    ("POST", "suggest"): suggest,
    ("POST", "shortcut"): shortcut,
    ("POST", "home"): home,
}
