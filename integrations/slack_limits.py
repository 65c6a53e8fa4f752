"""Slack's rate tiers, kept before Slack has to say so."""

import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field

PER_MINUTE = {
    "apps.connections.open": 1,
    "bookmarks.add": 20,
    "bookmarks.edit": 20,
    "bookmarks.list": 50,
    "bookmarks.remove": 20,
    "canvases.delete": 50,
    "canvases.edit": 50,
    "canvases.sections.lookup": 50,
    "chat.delete": 50,
    "chat.getPermalink": 600,
    "chat.postEphemeral": 100,
    "chat.update": 50,
    "conversations.archive": 20,
    "conversations.canvases.create": 20,
    "conversations.create": 20,
    "conversations.history": 50,
    "conversations.info": 50,
    "conversations.invite": 50,
    "conversations.members": 100,
    "conversations.rename": 20,
    "conversations.replies": 50,
    "conversations.setTopic": 20,
    "files.completeUploadExternal": 100,
    "files.delete": 50,
    "files.getUploadURLExternal": 100,
    "files.info": 100,
    "pins.add": 20,
    "reactions.add": 50,
    "reactions.get": 50,
    "reactions.remove": 20,
    "usergroups.list": 20,
    "usergroups.users.list": 20,
    "users.conversations": 50,
    "users.info": 100,
    "views.publish": 100,
}
"""Calls a minute and workspace. Source: Slack's method pages (tier 1 to 4: 1, 20, 50, 100)."""

POSTS_BURST = 5
"""chat.postMessage: about one a second and channel, short bursts allowed."""


LATE = 60.0
"""Seconds after its turn from which somebody who has not come is not waited for any longer."""

TURN: ContextVar[int | None] = ContextVar("turn", default=None)
"""Who is calling: the lower the number, the earlier their turn. Whoever has none goes behind all that wait."""


@dataclass
class _Bucket:
    """The calls that may go now, and who waits for one: turn → when it comes."""

    capacity: int
    per_second: float
    tokens: float
    filled_at: float
    line: dict[int, float] = field(default_factory=dict)

    def fill(self, now: float) -> None:
        """Let time pass."""
        passed = max(0.0, now - self.filled_at)
        self.tokens = min(self.capacity, self.tokens + passed * self.per_second)
        self.filled_at = now
        self.line = {turn: at for turn, at in self.line.items() if now < at + LATE}

    def take(self, turn: int | None, now: float) -> float:
        """0 when it may go now, else the seconds until its turn; one that waits keeps its place."""
        ahead = sum(1 for other in self.line if turn is None or other < turn)
        if self.tokens >= 1 + ahead:
            self.tokens -= 1
            if turn is not None:
                self.line.pop(turn, None)
            return 0.0
        wait = (1 + ahead - self.tokens) / self.per_second
        if turn is not None:
            self.line[turn] = now + wait
        return wait


class Limiter:
    """Token buckets that allow a full minute's burst, then go in the order of turns.

    `wait` never sleeps: the outbox does the waiting. Each process counts for itself: where several are too many
    together, Slack says so, and all that wait here wait as long.
    """

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._buckets: dict[str, _Bucket] = {}

    def wait(self, method: str, channel: str | None = None) -> float:
        """Take one call. 0 when it may go now, else the seconds until its turn (nothing is taken then)."""
        bucket = self._bucket(method, channel)
        return bucket.take(TURN.get(), bucket.filled_at) if bucket else 0.0

    def refused(self, method: str, channel: str | None, retry_after: float) -> None:
        """Slack has counted otherwise: nobody goes before it says so, and whoever was refused goes first."""
        bucket, turn = self._bucket(method, channel), TURN.get()
        if bucket:
            bucket.tokens = min(bucket.tokens, 1 - retry_after * bucket.per_second)
            if turn is not None:
                bucket.line[turn] = bucket.filled_at + retry_after

    def _bucket(self, method: str, channel: str | None) -> _Bucket | None:
        """The one that counts these calls, filled up to now; None where nobody counts."""
        name, capacity, per_second = method, PER_MINUTE.get(method, 0), PER_MINUTE.get(method, 0) / 60
        if method == "chat.postMessage":
            name, capacity, per_second = f"{method}/{channel}", POSTS_BURST, 1.0
        if not capacity:
            return None
        now = self._clock()
        bucket = self._buckets.setdefault(name, _Bucket(capacity, per_second, capacity, now))
        bucket.fill(now)
        return bucket


class NoLimiter(Limiter):
    """For drills and benchmarks: everything may go at once."""

    def _bucket(self, method: str, channel: str | None) -> _Bucket | None:
        return None
