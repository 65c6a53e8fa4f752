"""Being let in by Slack: step by step, and however long it takes."""

import asyncio
import random
from collections.abc import Awaitable, Callable

import structlog
from slack_sdk.errors import SlackApiError

from bot.not_started import NotStarted
from integrations.slack_failures import TROUBLE, failure, is_down

WITHIN = 10.0
"""Seconds that one try of a step may take."""
FIRST_WAIT, LONGEST_WAIT = 1.0, 30.0
DOWN = "Slack does not answer: the pages work, what concerns Slack waits, and it is tried again until it does"
REFUSED = "Slack does not let us in: the pages work, and what concerns Slack waits until that is mended"

Step = Callable[[], Awaitable[None]]

log = structlog.get_logger("joining")


class Joining:
    """Takes the steps in order, each until it succeeds.

    A refusal ends it, as long as Slack has answered all along: that is a start with a wrong token. Once Slack was
    down, people may be at work on the pages and nothing takes these away: then it is told, and tried again.
    """

    def __init__(self, *steps: Step) -> None:
        self._steps = steps
        self._failures = 0
        self.away = False
        """Slack, or the way to it, did not answer the last time."""
        self._told: set[str] = set()
        self._waits = asyncio.Event()
        self._running = asyncio.create_task(self._run())

    async def settled(self, within: float | None = None) -> bool:
        """Whether we are in. Waits until we are, or a try has failed, or `within` seconds. Raises a refusal."""
        waiting = asyncio.create_task(self._waits.wait())
        await asyncio.wait({self._running, waiting}, timeout=within, return_when=asyncio.FIRST_COMPLETED)
        waiting.cancel()
        if self._running.done():
            self._running.result()
        return self._running.done()

    async def joined(self) -> None:
        """Wait until we are in."""
        await asyncio.shield(self._running)

    async def stop(self) -> None:
        """Give up, if it is not over yet."""
        self._running.cancel()
        await asyncio.wait({self._running})

    async def _run(self) -> None:
        for step in self._steps:
            while not await self._taken(step):
                self._failures += 1
                self._waits.set()
                await asyncio.sleep(pause(self._failures))
        if self._failures:
            log.info("Slack is heard again: what has waited follows")

    async def _taken(self, step: Step) -> bool:
        try:
            async with asyncio.timeout(WITHIN):
                await step()
        except Exception as error:
            self.away = is_down(error)
            if not self._failures and not self.away:
                raise
            self._tell(error)
            return False
        self.away = False
        return True

    def _tell(self, error: Exception) -> None:
        """Each once: it may take hours."""
        down = is_down(error)
        why = str(failure("Slack", error) if isinstance(error, TROUBLE) else error)
        if (DOWN if down else why) in self._told:
            return
        self._told.add(DOWN if down else why)
        if down:
            log.warning(DOWN, why=why)
        else:
            expected = isinstance(error, SlackApiError | NotStarted)
            log.error(REFUSED, why=why, exc_info=None if expected else error)


def pause(failures: int) -> float:
    """Seconds until the next try: a second at first, doubling, spread so that not all come back at once."""
    return min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(failures - 1, 5)) * random.uniform(0.5, 1.0)
