"""Looking at SignalCraft itself for somebody in Slack, who must be allowed to look after it."""

from blocks.installation import examined_ourselves, not_for_them
from incidents.change import Rule
from incidents.permissions import ADMINISTER
from incidents.refusal import Refusal
from jobs.answers import say
from jobs.desk import Desk, Order


async def examine_installation(order: Order) -> Rule | None:
    """Nothing is changed, so doing it twice only tells it twice."""
    desk = order.desk
    try:
        await must_administer(desk, order.effect.user_id)
    except Refusal as refused:
        message = not_for_them(refused)
    else:
        message = examined_ourselves(await desk.look())
    await say(order, message, replaces=True, directly=True)
    return None


async def must_administer(desk: Desk, person: str) -> None:
    """Raise the Refusal they deserve, if they do. Only Slack knows who is an admin of the workspace."""
    user = (await desk.slack.call("users.info", user=person))["user"]
    admin = bool(user.get("is_admin") or user.get("is_owner"))
    await desk.store.permit(ADMINISTER, person, desk.catalog.permissions, admin=admin)
