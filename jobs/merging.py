"""What follows a merge: people are brought over, and the old room says where to go."""

from functools import partial

from blocks.merging import signpost
from incidents.change import Rule
from incidents.merging import signpost_posted
from incidents.refs import SIGNPOST
from jobs.desk import Order
from jobs.inviting import bring, noted
from jobs.members import members_if_shown
from jobs.posts import find, post_or_edit


async def bring_over(order: Order) -> Rule | None:
    """Everybody who is in the other room by now; those who are here already are left alone."""
    if order.incident.channel_id is None:
        return None
    people = await members_if_shown(order, order.effect.channel_id) if order.effect.channel_id else []
    invited = await bring(order, people or order.effect.people)
    return noted(order, invited, by=order.effect.invited_by, over=True)


async def refresh_signpost(order: Order) -> Rule | None:
    """One message, edited when the merge is taken back. Whoever comes to the old room later finds the way."""
    incident, merged = order.incident, order.incident.merged_into is not None
    channel, ts = incident.channel_id, incident.refs.get(SIGNPOST)
    if channel is None:
        return None
    if ts is None and not merged:
        # Taken back before it was known: it may stand there all the same, if the answer was lost.
        ts = await find(order, SIGNPOST, channel) if order.attempt.repeated else None
        if ts is None:
            return None
    ts = await post_or_edit(order, name=SIGNPOST, channel=channel, message=signpost(incident), ts=ts)
    return partial(signpost_posted, ts=ts, merged=merged)
