"""Control calls that bend the workspace: faults, time, sockets and policies."""

from dataclasses import asdict, fields
from typing import Any

from sandbox.control.kit import Act, Order, Refused
from sandbox.traffic.faults import Fault
from sandbox.workspace.nouns import Json

TYPES: dict[str, Any] = {"times": int, "status": int, "retry_after": float, "latency_ms": float, "drop": bool}


def order_fault(order: Order) -> Json:
    order.need("method")
    known = [each.name for each in fields(Fault)]
    unknown = [name for name in order.body if name not in known]
    if unknown:
        raise Refused(f"a fault has no “{unknown[0]}”; it has {', '.join(known)}")
    try:
        given = {name: TYPES.get(name, str)(value) for name, value in order.body.items() if value is not None}
    except (TypeError, ValueError) as error:
        raise Refused(f"that fault cannot be read: {error}") from None
    order.world.faults.add(Fault(**given))
    return faults(order)


def faults(order: Order) -> Json:
    return {"faults": [asdict(each) for each in order.world.faults.ordered if each.times > 0]}


def clear_faults(order: Order) -> Json:
    order.world.faults.clear()
    return {"faults": []}


async def disconnect(order: Order) -> Json:
    """Sends the disconnect frame to all connections, or to `count` of them."""
    count = order.get("count")
    reason = order.text("reason", "refresh_requested")
    return {"told": await order.world.sockets.disconnect(reason, None if count is None else int(count))}


def clock(order: Order) -> Json:
    try:
        order.world.clock.advance(float(order.get("advance_s", 0)))
    except (TypeError, ValueError):
        raise Refused("“advance_s” must be a number of seconds") from None
    return {"now": order.world.clock.now(), "ahead_s": order.world.clock.ahead_s}


def policy(order: Order) -> Json:
    """`broadcasts`: whether a bot's post with @channel in it is allowed or refused."""
    word = order.need("broadcasts")
    if word not in ("allowed", "refused"):
        raise Refused("“broadcasts” is allowed or refused")
    order.space.broadcasts_refused = word == "refused"
    return {"broadcasts": word}


TABLE: dict[tuple[str, str], Act] = {
    ("POST", "faults"): order_fault,
    ("GET", "faults"): faults,
    ("DELETE", "faults"): clear_faults,
    ("POST", "disconnect"): disconnect,
    ("POST", "clock"): clock,
    ("POST", "policy"): policy,
}
