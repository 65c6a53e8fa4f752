"""The technical tables (outbox, spent keys, workspace values), and the one place that knows all tables."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKeyConstraint, Index, MetaData, Table, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from incidents.alert_group import AlertGroup
from incidents.change import Effect
from incidents.columns import UTCDateTime, no_items
from incidents.effects import EFFECTS
from incidents.elsewhere import PinElsewhere
from incidents.follower import Follower
from incidents.incident import Incident
from incidents.kept import KeptDocument
from incidents.kept_file import FileBytes, KeptFile
from incidents.person import Person
from incidents.postmortem import Postmortem, PostmortemEdit
from incidents.role import IncidentRoleAssignment
from incidents.status_update import StatusUpdate, UpdateDraft
from incidents.task import Task
from incidents.timeline import TimelineEntry
from incidents.user_group import UserGroup

UNFINISHED = text("done_at IS NULL AND dead_at IS NULL")


class OutboxRow(SQLModel, table=True):
    """An effect that must still happen, is happening (leased), happened (done) or never will (dead).

    `lane` is the full name of the thing whose order matters: `INC-42/topic`, `workspace/digest`.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        # "Is there an earlier unfinished row in this lane?" is asked of few rows, in a table that grows.
        Index("ix_outbox_unfinished", "lane", "id", sqlite_where=UNFINISHED, postgresql_where=UNFINISHED),
        Index("ix_outbox_latest", "lane", "kind", "done_at"),
        {"sqlite_autoincrement": True},  # an id names its effect outside too, so it is never given twice
    )

    id: int | None = Field(default=None, primary_key=True)
    incident_id: int | None = Field(default=None, foreign_key="incident.id", index=True)
    lane: str
    kind: str
    payload: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    created_at: datetime = Field(sa_type=UTCDateTime)
    due_at: datetime = Field(sa_type=UTCDateTime)
    attempts: int = 0
    lease_until: datetime | None = Field(default=None, sa_type=UTCDateTime)
    leased_by: str | None = None
    last_error: str | None = None
    done_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    dead_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    dedupe_key: str | None = Field(default=None, unique=True)

    def effect(self) -> Effect:
        """The effect as it was asked for. Raises LookupError for a kind that this version does not know."""
        if self.kind not in EFFECTS:
            raise LookupError(f"outbox row {self.id}: no effect is called {self.kind!r}")
        return EFFECTS[self.kind].from_payload(self.payload)


class Seen(SQLModel, table=True):
    """A once-key that was spent: a delivery with the same key is a repetition.

    `incident_id` is the incident that was declared with it, so that a repetition finds it.
    """

    __tablename__ = "seen"

    key: str = Field(primary_key=True)
    at: datetime = Field(sa_type=UTCDateTime, index=True)
    incident_id: int | None = None


class WorkspaceValue(SQLModel, table=True):
    """One thing known about the workspace, by name."""

    __tablename__ = "workspace_value"

    name: str = Field(primary_key=True)
    value: str


class PostmortemText(SQLModel, table=True):
    """A post-mortem in plain words, by which it is found. Whoever renders one keeps it in step.

    On SQLite a table of FTS5 (`postmortem_fts`) follows by triggers, on PostgreSQL an index: migration 0007.
    """

    __tablename__ = "postmortem_text"

    incident_id: int | None = Field(default=None, primary_key=True, foreign_key="incident.id")
    words: str


class HomeTab(SQLModel, table=True):
    """The home of somebody who looked at it: when, and what it has shown since.

    `seen` counts the changes that were in it when it was painted, `shown` is a hash of it, and `admin` says
    whether they look after SignalCraft; all of them None or blank until it is painted.
    """

    __tablename__ = "home_tab"

    person_id: str = Field(primary_key=True)
    opened_at: datetime = Field(sa_type=UTCDateTime, index=True)
    painted_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    seen: int | None = None
    shown: str = ""
    admin: bool | None = None


class WebSession(SQLModel, table=True):
    """Somebody who is signed in on the pages. `id` is the hash of what their browser carries.

    `browser` is what that calls itself, `used_at` when it last asked for something (to the hour).
    """

    __tablename__ = "web_session"

    id: str = Field(primary_key=True)
    person_id: str = Field(index=True)
    opened_at: datetime = Field(sa_type=UTCDateTime)
    expires_at: datetime = Field(sa_type=UTCDateTime)
    used_at: datetime = Field(sa_type=UTCDateTime)
    ended_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    browser: str = ""


class LoginLink(SQLModel, table=True):
    """A link that signs one person in, once. `id` is the hash of what stands in it."""

    __tablename__ = "login_link"

    id: str = Field(primary_key=True)
    person_id: str
    expires_at: datetime = Field(sa_type=UTCDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class SignInAttempt(SQLModel, table=True):
    """Somebody was sent to Slack to sign in; the row goes when they come back.

    `id` is the hash of what their browser carries meanwhile, `path` the page they want to see.
    """

    __tablename__ = "sign_in_attempt"

    id: str = Field(primary_key=True)
    path: str
    expires_at: datetime = Field(sa_type=UTCDateTime)


class ApiToken(SQLModel, table=True):
    """What lets a program in, as one person. `hash` is that of the token, `prefix` how people tell it from others.

    `scopes` narrow what that person may: a token never may more than them. `used_at` is kept to the minute.
    """

    __tablename__ = "api_token"
    __table_args__ = {"sqlite_autoincrement": True}  # a number that was given up never means another token

    id: int | None = Field(default=None, primary_key=True)
    name: str
    hash: str = Field(unique=True)
    prefix: str
    scopes: list[str] = Field(default_factory=no_items, sa_type=JSON)
    person_id: str = Field(index=True)
    created_at: datetime = Field(sa_type=UTCDateTime)
    expires_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    used_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UTCDateTime)


class ApiAnswer(SQLModel, table=True):
    """What a program was answered that named its call by a key, so that it is answered the same again.

    `key` and `call` are hashes: of the token with the key, and of what was asked. No `status`: it is still being
    done, or whoever did it has died meanwhile.
    """

    __tablename__ = "api_answer"

    key: str = Field(primary_key=True)
    call: str
    asked_at: datetime = Field(sa_type=UTCDateTime, index=True)
    status: int | None = None
    headers: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    body: str = ""


NOUNS = (
    Incident,
    IncidentRoleAssignment,
    Task,
    StatusUpdate,
    UpdateDraft,
    TimelineEntry,
    Postmortem,
    PostmortemEdit,
    KeptDocument,
    AlertGroup,
    Person,
    Follower,
    UserGroup,
    KeptFile,
    FileBytes,
    PinElsewhere,
)
"""The tables of the floor below; a new one joins here, and then is part of migrations and tests."""


def name_constraints(metadata: MetaData) -> None:
    """Name what nobody named, the same on every database, so that a later migration can find it by its name.

    Done after the classes exist: a naming convention would only reach the tables that are defined after it.
    """
    for table in metadata.tables.values():
        for constraint in table.constraints:
            if constraint.name is None and isinstance(constraint, UniqueConstraint | ForeignKeyConstraint):
                constraint.name = _name_of(table, constraint)


def _name_of(table: Table, constraint: UniqueConstraint | ForeignKeyConstraint) -> str:
    columns: Iterable[str] = constraint.columns.keys()
    if isinstance(constraint, UniqueConstraint):
        return "_".join(("uq", table.name, *columns))
    return "_".join(("fk", table.name, *columns, constraint.referred_table.name))


name_constraints(SQLModel.metadata)
