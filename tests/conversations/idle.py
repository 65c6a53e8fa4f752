"""Waiting for a world: in small steps, and with a clock that jumps when nothing happens meanwhile."""

import asyncio
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conversations.driver import World

PATIENCE = 20.0
"""Real seconds until a wait has failed."""
POLL = 0.01
JUMP = 2.1
"""Seconds that the clock jumps at most when everybody is idle: what is coalesced or postponed comes sooner."""


class Idle:
    """Waiting in small steps; the clock jumps when nothing happens meanwhile."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self._until = time.monotonic() + PATIENCE
        self._seen = -1
        self._quiet = 0

    @property
    def patient(self) -> bool:
        return time.monotonic() < self._until

    async def wait(self) -> None:
        await asyncio.sleep(POLL)
        calls = len(self._world.running.world.journal.entries)
        still = calls == self._seen and await self._world.is_idle()
        self._seen, self._quiet = calls, self._quiet + 1 if still else 0
        if self._quiet >= 3:
            await self._jump()

    async def _jump(self) -> None:
        """To when the next row is due; slowly when that is far, since it may be a lease that is in use."""
        due = await self._world.store.next_due()
        ahead = (due - self._world.now()).total_seconds() if due else 0.0
        if 0 < ahead <= JUMP or (ahead > JUMP and self._quiet >= 8):
            self._quiet = 0
            self._world.running.world.clock.advance(min(ahead + 0.01, JUMP))
