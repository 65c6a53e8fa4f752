"""The direct message in which somebody is asked to take a role over: one, edited until it says how it ended."""

from functools import partial

from blocks.drill import not_for_real
from blocks.handover import no_longer_asked, role_declined, role_offered, took_over
from blocks.message import Message
from incidents.catalog import Role
from incidents.change import Rule
from incidents.offering import ASKED, DECLINED, name_of, offer_settled, offer_shown, place_of, standing
from jobs.desk import Order
from jobs.posts import edited, post


async def refresh_offer(order: Order) -> Rule | None:
    """Ask them, or bring the message in step. What has ended before it was asked is not spoken of.

    Nobody lets us read what was said to somebody directly, so a post whose answer was lost is posted again.
    """
    incident, desk, person = order.incident, order.desk, order.effect.user_id
    role = desk.catalog.shown_role(order.effect.role)
    asked = standing(incident, role.key, person) == ASKED
    place = place_of(incident, role.key, person)
    if place is None and not asked:
        return None
    message = not_for_real(incident, _said(order, role, person))
    is_there = place is not None and await edited(order, *place, message)
    if not asked:
        return partial(offer_settled, role=role.key, person=person)
    if is_there:
        return None
    channel, ts = await post(order, name_of(role.key, person), person, message)
    return partial(offer_shown, role=role.key, person=person, channel=channel, ts=ts)


def _said(order: Order, role: Role, person: str) -> Message:
    """The question, and in its place how it ended for them."""
    incident, desk = order.incident, order.desk
    held, stands = incident.holder(role.key), standing(incident, role.key, person)
    if held and stands == ASKED:
        return role_offered(incident, held, role, desk.catalog, now=desk.now())
    if held and held.user_id == person:
        return took_over(incident, role)
    return role_declined(incident, role) if stands == DECLINED else no_longer_asked(incident, role, person)
