"""One Zoom account: its hosts, their meetings, and Zoom's rules for them."""

import base64
import random
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sandbox.vendors.vendor import Tokens
from sandbox.workspace.clock import Clock
from sandbox.workspace.nouns import Json

ACCOUNT_ID, CLIENT_ID, CLIENT_SECRET = "local-account", "local-client", "local-zoom-secret"
HOSTS = ("host-1@example.com", "host-2@example.com", "host-3@example.com")
TOKEN_LIFETIME_S = 3600
A_DAY = 100
"""Meetings that one host may make or change in a day."""


@dataclass
class Meeting:
    """A scheduled meeting. It is live from the first who joins until it is ended."""

    id: int
    host: str
    topic: str
    agenda: str
    type: int
    start_time: str
    duration: int
    timezone: str
    settings: Json
    created_at: str
    uuid: str = field(default_factory=lambda: base64.b64encode(secrets.token_bytes(16)).decode())
    password: str = field(default_factory=lambda: secrets.token_hex(3))
    is_live: bool = False
    times_ended: int = 0
    is_deleted: bool = False


@dataclass
class Account:
    """`url`: where this workspace answers, ending with a slash."""

    clock: Clock
    url: Callable[[], str]
    hosts: tuple[str, ...] = HOSTS
    meetings: dict[int, Meeting] = field(default_factory=dict)
    made_today: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tokens = Tokens(self.clock, TOKEN_LIFETIME_S)
        self._chance = random.Random(7)

    @property
    def now(self) -> str:
        return datetime.fromtimestamp(self.clock.now(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def may_make(self, host: str) -> bool:
        """Counts one meeting of today; False when the host has had a hundred."""
        key = (host, self.now[:10])
        self.made_today[key] = self.made_today.get(key, 0) + 1
        return self.made_today[key] <= A_DAY

    def make(self, host: str, given: Json) -> Meeting:
        meeting = Meeting(
            id=self._chance.randrange(70_000_000_000, 90_000_000_000),  # more than 32 bits, as Zoom's are
            host=host,
            topic=given.get("topic", "Zoom Meeting"),
            agenda=given.get("agenda", ""),
            type=given.get("type", 2),
            start_time=given.get("start_time", self.now),
            duration=given.get("duration", 60),
            timezone=given.get("timezone", "UTC"),
            settings=dict(given.get("settings", {})),
            created_at=self.now,
        )
        self.meetings[meeting.id] = meeting
        return meeting

    def find(self, meeting_id: str) -> Meeting | None:
        found = self.meetings.get(int(meeting_id)) if meeting_id.isdigit() else None
        return found if found and not found.is_deleted else None

    def of(self, host: str, *, live: bool) -> list[Meeting]:
        """A host's meetings: those going on, or all that are scheduled."""
        mine = [each for each in self.meetings.values() if each.host == host and not each.is_deleted]
        return [each for each in mine if each.is_live] if live else mine

    def join(self, meeting: Meeting) -> str:
        """Somebody opens its link; says why they cannot come in, or nothing."""
        if meeting.is_live:
            return ""
        if not meeting.settings.get("join_before_host"):
            return "Please wait for the host to start this meeting."
        if self.of(meeting.host, live=True):
            return "The host has another meeting in progress."
        meeting.is_live = True
        return ""

    def end(self, meeting: Meeting) -> None:
        meeting.is_live = False
        meeting.times_ended += 1

    def join_url(self, meeting: Meeting) -> str:
        return f"{self.url()}zoom/j/{meeting.id}?pwd={meeting.password}"

    def as_json(self) -> Json:
        """What a test may look at: nothing of it is secret but to the hosts."""
        shown = [
            {
                "id": each.id, "host": each.host, "topic": each.topic, "agenda": each.agenda,
                "join_url": self.join_url(each), "is_live": each.is_live, "times_ended": each.times_ended,
                "is_deleted": each.is_deleted, "settings": each.settings,
            }
            for each in self.meetings.values()
        ]  # fmt: skip
        return {"hosts": list(self.hosts), "meetings": shown, "tokens_given": len(self.tokens)}
