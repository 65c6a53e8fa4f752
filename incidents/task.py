"""A task: something that somebody does during an incident, and afterwards what is left to do."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, UniqueConstraint
from sqlmodel import Field, SQLModel

from incidents.columns import UTCDateTime, no_items


class Task(SQLModel, table=True):
    """One task of an incident. `number` is how people name it there, and is never given twice: nothing is deleted.

    One that was made of a message knows where that stands. Where a reaction made it, its `text` is None and it has
    no number until the message has been fetched; `marks` keeps, by person, the `event_ts` of their latest reaction
    and whether it was put on or taken away, because sockets reorder events.
    """

    __tablename__ = "task"
    __table_args__ = (UniqueConstraint("incident_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    incident_id: int | None = Field(default=None, foreign_key="incident.id", index=True)
    number: int | None = None
    text: str | None = None
    assignee_id: str | None = Field(default=None, index=True)
    due_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    reminded: int = 0
    """How often somebody was reminded of this `due_at`."""

    created_at: datetime = Field(sa_type=UTCDateTime)
    created_by: str
    done_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    done_by: str | None = None
    dropped_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    carried_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """Since when it is an action item: the incident was resolved, and this was left to do."""
    touched_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When a person last did something with it; None while only a reaction stands for it."""

    origin_id: int | None = None
    """The task (its `id`) of an incident that was merged into this one, which goes on here."""
    channel_id: str | None = None
    message_ts: str | None = None
    permalink: str | None = None
    marks: dict[str, tuple[str, bool]] = Field(default_factory=dict, sa_type=JSON)

    ticket_asked_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    ticket_asked_by: str | None = None
    ticket_sent_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When it was sent whose answer we do not have: it may be there."""
    ticket_id: str | None = None
    ticket_key: str | None = Field(default=None, index=True)
    ticket_url: str | None = None
    ticket_status: str | None = None
    """As its project calls it."""
    ticket_closed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    ticket_gone_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """Since when the tracker shows it no more: it was deleted, or moved to where we may not look."""
    ticket_label: str | None = None
    """Under which it was asked for, where that was while the task stood in another incident."""
    ticket_times: int = 0
    """How many were made before this one and deleted there."""
    ticket_notes: list[str] = Field(default_factory=no_items, sa_type=JSON)
    """What had to be left out of it."""
    ticket_refused: list[dict[str, Any]] = Field(default_factory=no_items, sa_type=JSON)
    """Why there is none yet: by `field`, its `name`, `why`, and of which `kind` it is and what it may hold."""
    ticket_filled: dict[str, dict[str, str]] = Field(default_factory=dict, sa_type=JSON)
    """What people filled in, by field: its `kind` and `value`."""

    @property
    def has_ticket(self) -> bool:
        """Whether there is one."""
        return self.ticket_key is not None and self.ticket_gone_at is None

    @property
    def ticket_on_its_way(self) -> bool:
        """Whether one was asked for, and neither is there nor was refused."""
        return self.ticket_asked_at is not None and self.ticket_key is None and not self.ticket_refused

    @property
    def follows_ticket(self) -> bool:
        """Whether it matters how its ticket stands, also of one that is not shown to us and may be again."""
        return self.ticket_key is not None and self.dropped_at is None

    @property
    def shown(self) -> bool:
        """Whether people see it: it has a text and was not dropped."""
        return self.text is not None and self.dropped_at is None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.shown and self.done_at is None

    @property
    def words(self) -> str:
        """What is to be done."""
        return self.text or ""

    def overdue(self, now: datetime) -> bool:
        """Whether it should have been done by now."""
        return self.is_open and self.due_at is not None and self.due_at <= now
