"""The workspace's clock: real time plus whatever a test has advanced it by, and the timers that follow it."""

import asyncio
import heapq
import itertools
import time
from collections.abc import Callable

Timer = tuple[float, int, Callable[[], None]]


class Clock:
    def __init__(self) -> None:
        self.ahead_s = 0.0
        self._timers: list[Timer] = []
        self._count = itertools.count()
        self._alarm: asyncio.TimerHandle | None = None

    def now(self) -> float:
        """Epoch seconds."""
        return time.time() + self.ahead_s

    def advance(self, seconds: float) -> None:
        self.ahead_s += seconds
        self._ring()

    def call_later(self, seconds: float, action: Callable[[], None]) -> None:
        self.call_at(self.now() + seconds, action)

    def call_at(self, when: float, action: Callable[[], None]) -> None:
        """At that epoch second, or at once where it has passed already."""
        heapq.heappush(self._timers, (when, next(self._count), action))
        self._arm()

    def stop(self) -> None:
        self._timers.clear()
        self._arm()

    def _ring(self) -> None:
        while self._timers and self._timers[0][0] <= self.now():
            heapq.heappop(self._timers)[2]()
        self._arm()

    def _arm(self) -> None:
        if self._alarm:
            self._alarm.cancel()
            self._alarm = None
        if self._timers:
            wait = max(0.0, self._timers[0][0] - self.now())
            self._alarm = asyncio.get_running_loop().call_later(wait, self._ring)
