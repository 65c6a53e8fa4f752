"""Inviting those who follow an incident of this kind."""

from incidents.change import Rule
from jobs.desk import Order
from jobs.room import bring


async def invite_followers(order: Order) -> Rule | None:
    """Everybody who follows it by now; those who are in the room already are left alone.

    Nobody follows what they may not know of: into a private room people come by name.
    """
    if order.incident.private:
        return None
    worst_first = [severity.key for severity in order.desk.catalog.severities]
    followers = [f for f in await order.desk.store.followers() if f.wants(order.incident, worst_first)]
    people = [f.slack_id for f in followers if not f.is_group]
    return await bring(order, people, [f.slack_id for f in followers if f.is_group])
