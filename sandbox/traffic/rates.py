"""Rate tiers: one token bucket per method, and per channel for chat.postMessage."""

import math
from dataclasses import dataclass, field

from sandbox.workspace.clock import Clock


@dataclass(frozen=True)
class Tier:
    """So many calls a minute in the long run, `burst` of them at once."""

    per_minute: int
    burst: int


T1, T2, T3, T4 = Tier(1, 1), Tier(20, 20), Tier(50, 50), Tier(100, 100)
MANY = Tier(600, 600)
POSTING = Tier(60, 5)  # chat.postMessage: one a second and channel, short bursts allowed
BUCKETS = 1000  # from so many on it is worth while to look for those that can go
REFILLED_S = 60


@dataclass
class Bucket:
    tokens: float
    filled: float


@dataclass
class Rates:
    clock: Clock
    enabled: bool = True
    speed: float = 1.0  # so many times faster calls come back; Retry-After shrinks with it, to whole seconds
    _buckets: dict[tuple[str, str], Bucket] = field(default_factory=dict)
    _most: int = BUCKETS

    def take(self, tier: Tier, method: str, channel: str = "") -> int:
        """Takes one call; else the whole seconds to wait (Retry-After)."""
        if not self.enabled:
            return 0
        now, rate = self.clock.now(), tier.per_minute / 60 * self.speed
        self._forget_full(now)
        bucket = self._buckets.setdefault((method, channel), Bucket(tier.burst, now))
        bucket.tokens = min(tier.burst, bucket.tokens + (now - bucket.filled) * rate)
        bucket.filled = now
        if bucket.tokens < 1:
            return max(1, math.ceil((1 - bucket.tokens) / rate))
        bucket.tokens -= 1
        return 0

    def _forget_full(self, now: float) -> None:
        """A bucket nobody has touched for a minute is full again, and as good as none."""
        if len(self._buckets) >= self._most:
            kept = {
                key: each for key, each in self._buckets.items() if now - each.filled < REFILLED_S / self.speed
            }
            self._buckets, self._most = kept, max(BUCKETS, 2 * len(kept))
