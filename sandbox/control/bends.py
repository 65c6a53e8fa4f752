"""Control calls that bend the workspace: time, sockets and policies."""

import math

from sandbox.control.kit import Act, Order, Refused, takes
from sandbox.workspace.canvases import PLANS
from sandbox.workspace.nouns import Json

REASONS = ("warning", "refresh_requested", "link_disabled", "too_many_websockets", "cut")
RESTRICTABLE = {  # the methods for which Slack knows restricted_action
    "canvases.create", "canvases.delete", "canvases.edit", "chat.postEphemeral", "chat.postMessage",
    "conversations.archive", "conversations.canvases.create", "conversations.create", "conversations.kick",
    "pins.add", "pins.list", "pins.remove",
}  # fmt: skip
AHEAD_MAX_S = 10 * 366 * 86400.0


@takes("reason", "count")
async def disconnect(order: Order) -> Json:
    """Sends the disconnect frame to all connections, or to `count` of them; `cut` sends none and hangs up."""
    reason = order.text("reason", "refresh_requested")
    if reason not in REASONS:
        raise Refused(f"“reason” is one of {', '.join(REASONS)}")
    count = order.get("count")
    if count is not None and (isinstance(count, bool) or not isinstance(count, int) or count < 0):
        raise Refused("“count” must be a whole number")
    return {"told": await order.world.sockets.disconnect(reason, count)}


@takes("enabled")
def socket_mode(order: Order) -> Json:
    """Switches Socket Mode on again after `link_disabled`, or off for those who come next."""
    enabled = order.get("enabled", True)
    if not isinstance(enabled, bool):
        raise Refused("“enabled” is true or false")
    order.world.sockets.is_enabled = enabled
    return {"enabled": enabled}


@takes("advance_s")
def clock(order: Order) -> Json:
    given = order.get("advance_s")
    if given is None:
        raise Refused("“advance_s” is missing: by how many seconds the clock goes ahead")
    try:
        seconds = float(str(given) if isinstance(given, bool) else given)
    except (TypeError, ValueError):
        raise Refused("“advance_s” must be a number of seconds") from None
    if not math.isfinite(seconds) or not 0 <= seconds + order.world.clock.ahead_s <= AHEAD_MAX_S:
        raise Refused("the clock goes from now to ten years ahead")
    order.world.clock.advance(seconds)
    return {"now": order.world.clock.now(), "ahead_s": order.world.clock.ahead_s}


@takes("broadcasts", "restricted")
def policy(order: Order) -> Json:
    """`broadcasts`: whether a bot's post with @channel is allowed or refused; `restricted`: methods for admins."""
    word, methods = order.get("broadcasts"), order.get("restricted")
    if word not in (None, "allowed", "refused"):
        raise Refused("“broadcasts” is allowed or refused")
    if methods is not None and not (isinstance(methods, list) and set(map(str, methods)) <= RESTRICTABLE):
        raise Refused(f"“restricted” lists some of {', '.join(sorted(RESTRICTABLE))}")
    if word is None and methods is None:
        raise Refused("“broadcasts” or “restricted” is missing")
    space = order.space
    space.broadcasts_refused = space.broadcasts_refused if word is None else word == "refused"
    space.restricted = space.restricted if methods is None else set(methods)
    return {
        "broadcasts": "refused" if space.broadcasts_refused else "allowed",
        "restricted": sorted(space.restricted),
    }


@takes("canvases")
def plan(order: Order) -> Json:
    """Which canvases the workspace's plan allows: `all`, `one` a channel and none beside it, or `off`."""
    word = order.need("canvases")
    if word not in PLANS:
        raise Refused(f"“canvases” is one of {', '.join(PLANS)}")
    order.space.canvas_plan = word
    return {"canvases": word}


TABLE: dict[tuple[str, str], Act] = {
    ("POST", "disconnect"): disconnect,
    ("POST", "socket_mode"): socket_mode,
    ("POST", "clock"): clock,
    ("POST", "policy"): policy,
    ("POST", "plan"): plan,
}
