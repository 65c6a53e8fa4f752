"""The timeline: what happened, when, by whom, and from where we know it."""

from datetime import datetime

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from incidents.columns import UTCDateTime, no_items

SLACK, OURS = "Slack", "SignalCraft"
NOTE = "note"
CORRECTED = "corrected"
"""What was done to an entry whose text or time somebody has put right, as it is kept with it."""
REWORDED = "reworded"
"""Stands with what was done, where the words themselves are kept for admins alone."""


class TimelineEntry(SQLModel, table=True):
    """One line of an incident's timeline.

    `text` may hold moments and people as data (`incidents/inlaid.py`). `before` and `after` are the old and the
    new value of what somebody changed, whole; `text` may cut them.
    `at` is the time of the event itself (of the message, not of its pin), `recorded_at` when we wrote it.
    A pinned message is identified by channel and ts; `pins` keeps, by person, the `event_ts` of their latest
    reaction and whether it was put on or taken away, because sockets reorder events. Its text is `None` until
    the message has been fetched.
    """

    __tablename__ = "timeline_entry"
    __table_args__ = (
        UniqueConstraint("incident_id", "channel_id", "message_ts"),
        Index("ix_timeline_entry_once", "incident_id", "once", unique=True),
    )

    id: int | None = Field(default=None, primary_key=True)
    incident_id: int | None = Field(default=None, foreign_key="incident.id", index=True)
    kind: str
    text: str | None = None
    at: datetime = Field(sa_type=UTCDateTime, index=True)
    recorded_at: datetime = Field(sa_type=UTCDateTime)
    source: str | None = None
    """The tool that told of it, where it happened elsewhere."""
    once: str | None = None
    """What makes it one line, however often it is told."""
    is_key: bool = False
    """One of the moments that count."""
    author_id: str | None = None
    author_name: str | None = None
    subject_id: str | None = None
    before: str | None = None
    after: str | None = None
    channel_id: str | None = None
    message_ts: str | None = Field(default=None, index=True)
    permalink: str | None = None
    pins: dict[str, tuple[str, bool]] = Field(default_factory=dict, sa_type=JSON)
    by_hand: list[str] | None = Field(default_factory=no_items, sa_type=JSON)
    """Which of them were set on a page or in a menu, on or off, whatever reactions are there. None: not known."""
    removed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    hidden_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """Somebody has taken it out of sight, and may show it again."""
    corrections: list[dict[str, str]] = Field(default_factory=no_items, sa_type=JSON)
    """What people have put right in it: `did`, `by`, `at`, and the old and the new `text` and `time`.

    The words are in the `history` alone, once the author of the message has changed or deleted it.
    """
    edited: bool = False
    """Its author has changed the message since it was first read here."""
    deleted_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When we heard that the message was deleted in Slack; what it said is gone from here, too."""
    history: list[dict[str, str]] = Field(default_factory=no_items, sa_type=JSON)
    """What the message said before it was edited or deleted: `did`, `at`, `before`, `after`. For admins alone."""

    files: list[dict[str, str]] = Field(default_factory=no_items, sa_type=JSON)
    """Those of the message: `id` in Slack and `name`. What is kept of them stands in `KeptFile`."""

    @property
    def told(self) -> str:
        """What it says where it is shown. Who put it right by hand answers for the words: no mark of an edit."""
        text = self.text or ""
        return f"{text} (edited)" if self.edited and not self.reworded else text

    @property
    def reworded(self) -> bool:
        """Whether people have put right what it says, and not only when it was."""
        right = [done for done in self.corrections if done["did"] == CORRECTED]
        return any(REWORDED in done or done.get("text") != done.get("text_after") for done in right)

    @property
    def told_by(self) -> str:
        """From where we know it: the tool that told, Slack for a message, else our own record."""
        return self.source or (SLACK if self.message_ts else OURS)

    @property
    def is_said(self) -> bool:
        """Whether its text is somebody's own words, and not what they did: it stands behind a colon."""
        return self.kind == NOTE or self.told_by != OURS

    @property
    def shown(self) -> bool:
        """Whether people see it: it has a text and was neither taken away nor hidden."""
        return self.removed_at is None and self.hidden_at is None and self.text is not None
