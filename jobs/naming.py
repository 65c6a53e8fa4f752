"""How a room is called: the name for a new one, and following a title that has changed."""

from collections.abc import Iterator
from functools import partial

from incidents.change import Rule
from incidents.drill import IN_NAMES
from incidents.naming import channel_name
from incidents.words import renamed_by_us
from integrations.errors import Rejected
from jobs.desk import Order

NAMES_TO_TRY = 20


def names(order: Order, title: str) -> Iterator[str]:
    """The names to try for a title, best first: those after it carry `-2`, `-3`…"""
    incident = order.incident
    for attempt in range(1, NAMES_TO_TRY + 1):
        yield channel_name(
            (IN_NAMES if incident.drill else "") + order.desk.catalog.channel_template,
            number=incident.id or 0,
            title=title,
            at=incident.declared_at,
            service=incident.services[0] if incident.services else "",
            attempt=attempt,
        )


async def rename_room(order: Order) -> Rule | None:
    """Only a name of ours follows the title: one that a person gave stays."""
    wanted = list(names(order, order.effect.title or order.incident.title))
    present = order.incident.channel_name
    ours = {order.incident.refs.get("room_name", present)}  # a room of an older version: its name is ours
    if order.attempt.repeated:  # an earlier try may have been done: what Slack says counts, not what we remember
        answer = await order.desk.slack.call("conversations.info", channel=order.incident.channel_id)
        present, ours = str(answer["channel"]["name"]), ours | set(wanted)
    if present not in ours:
        return None
    for name in wanted:
        if name == present or await _renamed(order, name):
            return partial(renamed_by_us, name=name)
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
