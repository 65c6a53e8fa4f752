"""Noticing that Slack was out of reach, or we were: afterwards every open room is looked at, once."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

import structlog

from incidents.doctor import look_after_outage
from integrations.errors import OutsideError
from jobs.desk import Desk
from storage.store import SeenBefore
from storage.where import numbered

SILENCE = timedelta(minutes=2)
"""What lasts longer is an outage. Slack sends the events of a shorter one again, and the outbox repeats calls."""
SKEW = timedelta(days=1)
"""By how much a neighbour's clock may run ahead of ours: what it wrote down counts all the same."""
AT_ONCE = 8
"""Rooms a tick. Each costs six calls, and of the scarcest kind two: what people do now comes first."""
MOST = 500

HEARD, ROUND = "slack_heard_at", "rooms_to_look_at"
"""Names in the store: when Slack was last in reach; the outage, and the rooms still to be looked at after it."""

log = structlog.get_logger("pulse")


@dataclass
class Pulse:
    """Whether Slack hears us and we hear Slack. What it has noticed stands in the store: several may tick."""

    desk: Desk
    sockets: Callable[[], int]
    """How many connections are known to work."""
    away: bool = False
    """Slack did not answer the last time, although connections stand."""

    async def tick(self) -> None:
        """The clock's bell: ask Slack, and go on from there when it answers."""
        if not self.sockets():
            return
        try:
            await self.desk.slack.call("auth.test")
        except OutsideError as error:
            if not self.away:  # once, not every half minute of an outage
                log.warning("Slack does not answer", why=str(error))
            self.away = True
            return
        self.away = False
        await self.beat()

    async def beat(self) -> None:
        """Slack is in reach. When it was not for a while, a round through the rooms begins; one begun goes on."""
        store, now = self.desk.store, self.desk.now()
        heard = await store.known(HEARD)
        silence = now - datetime.fromisoformat(heard) if heard else None
        if silence is None or silence > SILENCE:
            await self._begin(heard or "ever")
        if silence is None or not -SKEW < silence < timedelta():
            await store.keep(HEARD, now.isoformat())
        await self._go_on()

    async def _begin(self, since: str) -> None:
        """Whoever notices the same outage at the same time writes the same."""
        open_ones, _ = await self.desk.store.incidents(seen_by=None, limit=MOST)
        numbers = [str(incident.id) for incident in open_ones if incident.channel_id]
        await self.desk.store.keep(ROUND, " ".join([since, *numbers]))
        if numbers:
            log.info("looking at all open rooms after a silence", since=since, rooms=len(numbers))

    async def _go_on(self) -> None:
        since, *numbers = (await self.desk.store.known(ROUND) or "never").split()
        if not numbers:
            return
        look = partial(look_after_outage, since=None if since == "ever" else datetime.fromisoformat(since))
        for number in numbers[:AT_ONCE]:
            with suppress(SeenBefore):
                await self.desk.store.change(numbered(int(number)), look, once=f"outage:{since}:{number}")
        await self.desk.store.keep(ROUND, " ".join([since, *numbers[AT_ONCE:]]))
