"""Slack's rate tiers, kept before Slack has to say so."""

import time
from collections.abc import Callable
from dataclasses import dataclass

PER_MINUTE = {
    "apps.connections.open": 1,
    "bookmarks.add": 20,
    "bookmarks.edit": 20,
    "bookmarks.list": 50,
    "bookmarks.remove": 20,
    "canvases.edit": 50,
    "canvases.sections.lookup": 50,
    "chat.getPermalink": 600,
    "chat.postEphemeral": 100,
    "chat.update": 50,
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
    "pins.add": 20,
    "usergroups.users.list": 20,
    "users.conversations": 50,
    "users.info": 100,
}
"""Calls a minute and workspace. Source: Slack's method pages (tier 1 to 4: 1, 20, 50, 100)."""

POSTS_BURST = 5
"""chat.postMessage: about one a second and channel, short bursts allowed."""


@dataclass
class _Bucket:
    tokens: float
    filled_at: float


class Limiter:
    """Token buckets that allow a full minute's burst. `wait` never sleeps: the outbox does the waiting."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._buckets: dict[str, _Bucket] = {}

    def wait(self, method: str, channel: str | None = None) -> float:
        """Take one call. 0 when it may go now, else the seconds until one is free (nothing is taken then)."""
        if method == "chat.postMessage":
            return self._take(f"{method}/{channel}", capacity=POSTS_BURST, per_second=1.0)
        per_minute = PER_MINUTE.get(method)
        if per_minute is None:
            return 0.0
        return self._take(method, capacity=per_minute, per_second=per_minute / 60)

    def _take(self, name: str, *, capacity: int, per_second: float) -> float:
        now = self._clock()
        bucket = self._buckets.setdefault(name, _Bucket(capacity, now))
        bucket.tokens = min(capacity, bucket.tokens + (now - bucket.filled_at) * per_second)
        bucket.filled_at = now
        if bucket.tokens < 1:
            return (1 - bucket.tokens) / per_second
        bucket.tokens -= 1
        return 0.0


class NoLimiter(Limiter):
    """For drills and benchmarks: everything may go at once."""

    def wait(self, method: str, channel: str | None = None) -> float:
        return 0.0
