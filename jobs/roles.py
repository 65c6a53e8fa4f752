"""Asking the room for roles that nobody holds: one message at a time, and none once they are taken."""

from blocks.roles import roles_wanted
from incidents.change import Rule
from incidents.refs import ASKED_TIMES, ROLES_MESSAGE, ROLES_MESSAGE_TIMES
from incidents.room import remembered
from incidents.vacancy import wanted
from jobs.desk import Order
from jobs.posts import delete, find, post_or_edit


async def ask_for_roles(order: Order) -> Rule | None:
    """The message follows who holds what; asking again is a new one in place of the old, so that it is seen."""
    incident, room = order.incident, str(order.incident.channel_id)
    times, before = incident.refs.get(ASKED_TIMES, ""), incident.refs.get(ROLES_MESSAGE, "")
    name, ts = f"{ROLES_MESSAGE}_{times}", ""
    roles = [role for role in order.desk.catalog.roles if role.key in wanted(incident)]
    if roles:
        same = before if incident.refs.get(ROLES_MESSAGE_TIMES) == times else ""
        message = roles_wanted(incident, roles)
        ts = await post_or_edit(order, name=name, channel=room, message=message, ts=same or None)
    # An earlier try may have left one of which we do not know.
    left = await find(order, name, room) if order.attempt.repeated and not roles else None
    for old in {before, left or ""} - {ts, ""}:
        await delete(order, room, old)
    return lambda i: remembered(i, room=room, **{ROLES_MESSAGE: ts, ROLES_MESSAGE_TIMES: times})
