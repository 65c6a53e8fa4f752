"""How much one may ask: so many times a minute, all of them at once if one likes."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil

from incidents.refusal import Refusal

KEPT = 10_000
"""Of so many askers it is known what they have left; beyond that, of those of the last minute alone."""


class TooOften(Refusal):
    """In `wait` seconds they may ask again."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"That was too often in a minute. Try again in {wait} s.")
        self.wait = wait


@dataclass(kw_only=True)
class Limit:
    """Counts by whoever asks, in this process alone. What is spent comes back evenly over a minute."""

    a_minute: int
    now: Callable[[], datetime]
    _left: dict[Hashable, tuple[float, datetime]] = field(default_factory=dict)

    def spend(self, who: Hashable) -> int:
        """0 where it is fine, else in how many seconds the next one is."""
        self._forget()
        now, a_second = self.now(), self.a_minute / 60
        left, since = self._left.get(who, (float(self.a_minute), now))
        left = min(float(self.a_minute), left + max(0.0, (now - since).total_seconds()) * a_second)
        fine = left >= 1
        self._left[who] = (left - 1 if fine else left, now)
        return 0 if fine else ceil((1 - left) / a_second)

    def _forget(self) -> None:
        """Whoever has asked nothing for a minute has all of it again."""
        if len(self._left) >= KEPT:
            long_ago = self.now() - timedelta(minutes=1)
            self._left = {who: left for who, left in self._left.items() if left[1] > long_ago}
        if len(self._left) >= KEPT:
            self._left.clear()  # a flood of addresses: nobody's memory is worth ours
