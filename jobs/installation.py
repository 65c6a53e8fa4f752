"""Looking at SignalCraft itself for somebody in Slack, who must be an admin of the workspace."""

from blocks.installation import admins_alone, examined_ourselves
from incidents.change import Rule
from jobs.answers import say
from jobs.desk import Order


async def examine_installation(order: Order) -> Rule | None:
    """Nothing is changed, so doing it twice only tells it twice."""
    desk = order.desk
    user = (await desk.slack.call("users.info", user=order.effect.user_id))["user"]
    admin = user.get("is_admin") or user.get("is_owner")
    message = examined_ourselves(await desk.look()) if admin else admins_alone()
    await say(order, message, replaces=True, directly=True)
    return None
