"""Control calls that make trouble: ordered faults, and chaos from a seed."""

from dataclasses import asdict, fields
from typing import Any

from sandbox.control.kit import Act, Order, Refused, takes
from sandbox.traffic.faults import KINDS, Chaos, Fault
from sandbox.workspace.nouns import Json

LONGEST_MS = 600_000


@takes(*(each.name for each in fields(Fault)))
def order_fault(order: Order) -> Json:
    order.need("method")
    given: dict[str, Any] = {
        name: READ[name](name, value) for name, value in order.body.items() if value is not None
    }
    order.world.faults.add(Fault(**given))
    return faults(order)


def faults(order: Order) -> Json:
    chaos = order.world.faults.chaos
    ordered = [asdict(each) for each in order.world.faults.ordered if each.is_left]
    return {"faults": ordered} | ({"chaos": chaos.as_json()} if chaos else {})


def clear_faults(order: Order) -> Json:
    order.world.faults.clear()
    return faults(order)


@takes("seed", "rate", "kinds")
def chaos(order: Order) -> Json:
    """The same `seed` and the same order of calls make the same trouble."""
    if order.get("rate") is None:
        raise Refused("“rate” is missing: the share of calls in trouble, 0 to 1; “seed” and “kinds” may come too")
    kinds = order.get("kinds", list(KINDS))
    if not isinstance(kinds, list) or not kinds or not all(str(each) in KINDS for each in kinds):
        raise Refused(f"“kinds” is a list of {', '.join(KINDS)}")
    rate = _share("rate", order.get("rate"))
    order.world.faults.chaos = Chaos(_whole("seed", order.get("seed", 1)), rate, [str(each) for each in kinds])
    return faults(order)


def no_chaos(order: Order) -> Json:
    order.world.faults.chaos = None
    return faults(order)


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise Refused(f"“{name}” must be a text")
    return value


def _flag(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise Refused(f"“{name}” must be true or false")
    return value


def _number(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= LONGEST_MS:
        raise Refused(f"“{name}” must be a number from 0 to {LONGEST_MS}")
    return float(value)


def _whole(name: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise Refused(f"“{name}” must be a whole number")
    return value


def _status(name: str, value: Any) -> int:
    if not 200 <= _whole(name, value) <= 599:
        raise Refused(f"“{name}” must be an HTTP status, 200 to 599")
    return int(value)


def _share(name: str, value: Any) -> float:
    if _number(name, value) > 1:
        raise Refused(f"“{name}” must be from 0 to 1")
    return float(value)


def _latency(name: str, value: Any) -> float | list[float]:
    """Fixed, or by chance between two."""
    if isinstance(value, list) and len(value) == 2:
        return [_number(name, each) for each in value]
    return _number(name, value)


READ = {
    "method": _text, "times": _whole, "error": _text, "status": _status, "retry_after": _number,
    "latency_ms": _latency, "drop": _flag, "refuse": _flag, "cut": _flag, "body": _text, "probability": _share,
}  # fmt: skip
TABLE: dict[tuple[str, str], Act] = {
    ("POST", "faults"): order_fault,
    ("GET", "faults"): faults,
    ("DELETE", "faults"): clear_faults,
    ("POST", "chaos"): chaos,
    ("DELETE", "chaos"): no_chaos,
}
