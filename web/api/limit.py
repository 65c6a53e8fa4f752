"""How much one program may ask: so many calls a minute, all of them at once if it likes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil


@dataclass(kw_only=True)
class Limit:
    """Counts calls by token, in this process alone. What is spent comes back evenly over a minute."""

    a_minute: int
    now: Callable[[], datetime]
    _left: dict[int, tuple[float, datetime]] = field(default_factory=dict)

    def spend(self, token_id: int) -> int:
        """0 where the call is fine, else in how many seconds the next one is."""
        now, a_second = self.now(), self.a_minute / 60
        left, since = self._left.get(token_id, (float(self.a_minute), now))
        left = min(float(self.a_minute), left + max(0.0, (now - since).total_seconds()) * a_second)
        fine = left >= 1
        self._left[token_id] = (left - 1 if fine else left, now)
        return 0 if fine else ceil((1 - left) / a_second)
