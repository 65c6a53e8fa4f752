"""The pool of hosts: each runs one meeting at a time, so no two open incidents may have the same."""

from incidents.meeting import HOST, is_starting
from jobs.desk import Order
from storage.where import NoSuchIncident, numbered


async def is_free(order: Order, host: str) -> bool:
    """Take the host for this incident, unless another open one has it. Where none is needed, there always is one.

    The name in the store is only changed from what was read, so of two that ask at once one gets it.
    """
    if not host:
        return True
    name, number = f"host:{host}", str(order.incident.id)
    holder = await order.desk.store.known(name)
    if holder == number:
        return True
    if holder and await _still_has(order, int(holder), host):
        return False
    return await order.desk.store.take(name, number, over=holder)


async def _still_has(order: Order, number: int, host: str) -> bool:
    try:
        other = await order.desk.store.incident(numbered(number))
    except NoSuchIncident:
        return False
    return other.is_open and (other.refs.get(HOST) == host or is_starting(other))
