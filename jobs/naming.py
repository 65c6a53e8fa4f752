"""How a room is called: the name for a new one, and following a title that has changed."""

from collections.abc import Iterator

from incidents.change import Rule
from incidents.naming import channel_name
from incidents.words import renamed_by_us
from integrations.errors import Rejected
from jobs.desk import Order

NAMES_TO_TRY = 20


def names(order: Order) -> Iterator[str]:
    """The names to try, best first: those after it carry `-2`, `-3`…"""
    incident = order.incident
    for attempt in range(1, NAMES_TO_TRY + 1):
        yield channel_name(
            order.desk.catalog.channel_template,
            number=incident.id or 0,
            title=incident.title,
            at=incident.declared_at,
            service=incident.services[0] if incident.services else "",
            attempt=attempt,
        )


async def rename_room(order: Order) -> Rule | None:
    """Only a name of ours follows the title: one that a person gave stays."""
    incident = order.incident
    if incident.channel_name != incident.refs.get("room_name", incident.channel_name):
        return None
    for name in names(order):
        if name == incident.channel_name or await _renamed(order, name):
            return lambda i: renamed_by_us(i, name=name)
    return None


async def _renamed(order: Order, name: str) -> bool:
    """False when somebody else has the name."""
    try:
        await order.desk.slack.call("conversations.rename", channel=order.incident.channel_id, name=name)
    except Rejected as error:
        if error.code != "name_taken":
            raise
        return False
    return True
