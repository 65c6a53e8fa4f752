"""Our own reaction on a message: it stands on the timeline, and people see so."""

import structlog

from incidents.change import Rule
from incidents.pins import taken
from integrations.errors import Rejected
from jobs.desk import Order

AS_IT_SHOULD_BE = {"already_reacted", "no_reaction"}
NOT_POSSIBLE = {
    "message_not_found",
    "is_archived",
    "not_in_channel",
    "channel_not_found",
    "missing_scope",
    "too_many_emoji",
    "too_many_reactions",
    "thread_locked",
    "not_reactable",
    "no_permission",
}
"""The message is on the timeline all the same; a mark is a courtesy."""

log = structlog.get_logger("marks")


async def mark_taken(order: Order) -> Rule | None:
    """Only a message whose words are in the store bears it, on whichever timeline that is.

    That it stands on that of a private incident is told in its own room alone.
    """
    desk, channel, ts = order.desk, order.effect.channel_id, order.effect.message_ts
    emoji = desk.catalog.taken_emoji
    if not emoji:
        return None
    every = [await desk.store.incident(where) for where in await desk.store.timelines_with(channel, ts)]
    standing = [incident for incident in every if not incident.private or incident.channel_id == channel]
    wanted = any(taken(entry) for incident in standing for entry in incident.timeline)
    try:
        method = "reactions.add" if wanted else "reactions.remove"
        await desk.slack.call(method, channel=channel, timestamp=ts, name=emoji)
    except Rejected as error:
        if error.code == "invalid_name":
            log.warning("taken_emoji of the config names an emoji that this workspace does not have", name=emoji)
        elif error.code not in AS_IT_SHOULD_BE | NOT_POSSIBLE:
            raise
    return None
