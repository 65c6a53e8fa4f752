"""The incident and what belongs to it as long as it lives."""

from datetime import datetime, timedelta

from sqlalchemy import JSON
from sqlmodel import Field, Relationship, SQLModel

from incidents.columns import UTCDateTime, no_items
from incidents.postmortem import Postmortem
from incidents.role import COMMANDER, IncidentRoleAssignment
from incidents.status_update import StatusUpdate
from incidents.task import Task
from incidents.timeline import TimelineEntry

RESOLVED = "resolved"
CANCELLED = "cancelled"
MERGED = "merged"
STATUSES = ("investigating", "identified", "monitoring", RESOLVED)
"""In the order they are passed through (the common status pages' words). Cancelled and merged stand outside."""


class Incident(SQLModel, table=True):
    """One incident. `id` is its number, given by the database: `INC-42`."""

    __tablename__ = "incident"
    __table_args__ = {"sqlite_autoincrement": True}  # a number is never given twice

    id: int | None = Field(default=None, primary_key=True)
    title: str
    summary: str = ""
    severity: str
    status: str = "investigating"
    services: list[str] = Field(default_factory=no_items, sa_type=JSON)
    users_affected: str = ""
    impact_started_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """Since when it hurts, where that is another time than that of declaring."""
    acknowledged_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    acknowledged_by: str | None = None

    declared_by: str
    declared_at: datetime = Field(sa_type=UTCDateTime)
    resolved_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    resolution: str = ""
    cancelled_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    cancel_reason: str = ""
    merged_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    merged_into: int | None = Field(default=None, index=True)
    """The number of the incident that this one turned out to be; its timeline shows there, too."""
    status_before_end: str | None = None

    channel_id: str | None = Field(default=None, index=True, unique=True)
    channel_name: str | None = None
    room_ready_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    conference_url: str | None = None
    refs: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """What exists outside by name: `card`, `digest`, `postmortem` (message ts), `digest_channel` …"""

    updates_written: int = 0
    """How many status updates there are; it gives the next one its number."""
    next_update_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    """When people were promised to hear more."""

    private: bool = False
    insiders: dict[str, tuple[str, bool]] = Field(default_factory=dict, sa_type=JSON)
    """Who is in the room of a private incident: by person the `event_ts` last heard, and whether in."""

    came: list[str] = Field(default_factory=no_items, sa_type=JSON)
    """Of whom the timeline says that they came into its rooms (Slack ids): each is told of once."""
    caught_up: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    """Who was told lately where things stand, and when: by person the time."""
    drill: bool = False
    """An exercise (`incidents/drill.py`): it touches nothing outside of Slack and is left out of all figures."""

    reminders: dict[str, tuple[str, int]] = Field(default_factory=dict, sa_type=JSON)
    """By what they are about: when the reminder is due, and how often it came since somebody did anything."""
    remind_at: datetime | None = Field(default=None, sa_type=UTCDateTime, index=True)
    """When the first of them is due; None while there is none, or they sleep."""

    version: int = 0
    changed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)

    roles: list[IncidentRoleAssignment] = Relationship(
        sa_relationship_kwargs={"lazy": "raise", "order_by": "IncidentRoleAssignment.id"}
    )
    updates: list[StatusUpdate] = Relationship(
        sa_relationship_kwargs={"lazy": "raise", "order_by": "StatusUpdate.number"}
    )
    """Those that are `carried`; any other one only where it was asked for."""
    tasks: list[Task] = Relationship(sa_relationship_kwargs={"lazy": "raise", "order_by": "Task.id"})
    postmortem: Postmortem | None = Relationship(sa_relationship_kwargs={"lazy": "raise", "uselist": False})
    """What is written about it, since it was first resolved."""
    timeline: list[TimelineEntry] = Relationship(sa_relationship_kwargs={"lazy": "raise", "viewonly": True})

    @property
    def ref(self) -> str:
        """How people name it: `INC-42`."""
        return f"INC-{self.id}"

    @property
    def is_open(self) -> bool:
        return self.ended_at is None

    @property
    def standing(self) -> str:
        """Where it stands, in plain words: its status, or which other incident it turned out to be."""
        return f"merged into INC-{self.merged_into}" if self.merged_into else self.status

    @property
    def ended_at(self) -> datetime | None:
        """When the clock was stopped: resolved, cancelled, or merged into another."""
        return self.resolved_at or self.cancelled_at or self.merged_at

    @property
    def latest_update(self) -> StatusUpdate | None:
        """What people were told last."""
        return next((update for update in self.updates if update.posted_at and update.carried), None)

    @property
    def latest_update_number(self) -> int:
        """By which a form knows whether somebody was faster; 0 before the first one."""
        return self.latest_update.number if self.latest_update else 0

    @property
    def waiting_updates(self) -> list[StatusUpdate]:
        """Those that wait for a second person."""
        return [update for update in self.updates if update.waits]

    def duration(self, now: datetime) -> timedelta:
        """From declaring until the end, or until `now` while it is open."""
        return (self.ended_at or now) - self.declared_at

    @property
    def hurts_since(self) -> datetime:
        """When the impact started, as far as people know."""
        return self.impact_started_at or self.declared_at

    def impact(self, now: datetime) -> timedelta:
        """From the start of the impact until the end, or until `now` while it is open."""
        return (self.ended_at or now) - self.hurts_since

    def remember(self, name: str, value: str) -> None:
        """Keep the reference of something made outside (a new dict, so that the change is noticed)."""
        self.refs = {**self.refs, name: value}

    def forget(self, *names: str) -> None:
        """Let go of references that mean nothing any more."""
        self.refs = {name: value for name, value in self.refs.items() if name not in names}

    @property
    def taking_part(self) -> tuple[str, ...]:
        """Those who belong into the room whatever else is true: who declared it, holds a role, or has a task."""
        holders = (held.user_id for held in self.held_now)
        doing = (task.assignee_id for task in self.open_tasks)
        return tuple(dict.fromkeys(user for user in (self.declared_by, *holders, *doing) if user))

    @property
    def open_tasks(self) -> list[Task]:
        """What is still to be done, in the order in which it was added."""
        return [task for task in self.tasks if task.is_open]

    @property
    def asked(self) -> tuple[str, ...]:
        """Those who are asked to take a role over."""
        return tuple(held.offered_to for held in self.held_now if held.offered_to)

    @property
    def held_now(self) -> list[IncidentRoleAssignment]:
        """Its roles as they are held at present."""
        return [held for held in self.roles if held.released_at is None]

    def holder(self, role: str) -> IncidentRoleAssignment | None:
        """The present assignment of a role."""
        return next((held for held in self.held_now if held.role == role), None)

    @property
    def leader(self) -> str | None:
        """Who leads (Slack id)."""
        commander = self.holder(COMMANDER)
        return commander.user_id if commander else None
