"""The clock: it only ticks; what is due stands in the store."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from datetime import UTC

from apscheduler.schedulers.asyncio import AsyncIOScheduler

Tick = Callable[[], Awaitable[None]]


def tick_away(ticks: Iterable[tuple[Tick, float]]) -> Callable[[], Awaitable[None]]:
    """Each as often as its seconds say, until what is returned is called."""
    scheduler = AsyncIOScheduler(timezone=UTC)
    often = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    for tick, seconds in ticks:
        scheduler.add_job(_broken_off_quietly(tick), "interval", seconds=seconds, **often)
    scheduler.start()

    async def stop() -> None:
        scheduler.pause()
        await asyncio.sleep(0)  # a tick that is under way has begun by now, and so can be broken off quietly
        scheduler.shutdown(wait=False)

    return stop


def _broken_off_quietly(tick: Tick) -> Tick:
    """A tick that the end breaks off is no fault to be logged: what is due stands in the store."""

    async def ticked() -> None:
        with suppress(asyncio.CancelledError):
            await tick()

    return ticked
