"""Who is in a room."""

from integrations.errors import Rejected
from jobs.desk import Order

PAGE = 999
"""Members a call; a room that has more costs another one."""


async def members(order: Order, channel: str) -> list[str]:
    """Everybody in a channel, ourselves among them. Raises Rejected where it cannot be read."""
    pages = order.desk.slack.pages("conversations.members", "members", channel=channel, limit=PAGE)
    return [str(member) async for member in pages]


async def members_if_shown(order: Order, channel: str) -> list[str]:
    """The same; nobody where the channel cannot be read any more."""
    try:
        return await members(order, channel)
    except Rejected:
        return []
