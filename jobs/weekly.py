"""Telling the digest channel how the week was: once, also where several processes look, or none did for long."""

from dataclasses import dataclass
from datetime import datetime

from blocks.insights import week
from incidents.change import Rule
from incidents.effects.weekly import TellWeek
from incidents.insights import Asked, insights
from incidents.weekly import WEEK
from jobs.desk import Desk, Order
from jobs.digest import digest_channel

TOLD = "week_told"
"""Name in the store: until when the last week went that was told of."""
EVENT_TYPE = "signalcraft_week"
LOOK_BACK = 100


@dataclass(frozen=True)
class Telling:
    """Whether a week is over of which nobody was told."""

    desk: Desk

    async def tick(self) -> None:
        """The clock's bell. A new installation begins with the next week; after a long sleep one is told of."""
        if self.desk.catalog.weekly is None:
            return
        until = self.desk.catalog.weekly.latest(self.desk.now()).isoformat()
        told = await self.desk.store.known(TOLD)
        if told is not None and told < until:
            await self.desk.store.enqueue(TellWeek(until=until), dedupe_key=f"tell_week:{until}")
        if told is None or told < until:
            await self.desk.store.keep(TOLD, until)


async def tell_week(order: Order) -> Rule | None:
    """Nobody's private incidents are in it."""
    desk, until = order.desk, datetime.fromisoformat(order.effect.until)
    channel = await digest_channel(desk)
    if order.attempt.repeated and await _is_there(order, channel):
        return None
    found = insights(await desk.store.figures_of(Asked(days=WEEK.days), seen_by=None, until=until))
    left = await desk.store.left_of_the_week(until, desk.catalog)
    await desk.slack.call(
        "chat.postMessage",
        channel=channel,
        metadata={"event_type": EVENT_TYPE, "event_payload": {"until": order.effect.until}},
        unfurl_links=False,
        unfurl_media=False,
        **week(found, left, desk.catalog).payload(),
    )
    return None


async def _is_there(order: Order, channel: str) -> bool:
    """Whether an earlier try, whose answer was lost, has told of it."""
    answer = await order.desk.slack.call(
        "conversations.history", channel=channel, limit=LOOK_BACK, include_all_metadata=True
    )
    told = [message.get("metadata") or {} for message in answer.get("messages", [])]
    mark = {"until": order.effect.until}
    return any(each.get("event_type") == EVENT_TYPE and each.get("event_payload") == mark for each in told)
