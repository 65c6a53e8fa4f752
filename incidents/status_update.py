"""A status update: what somebody tells everybody about an incident, and until when they will hear more."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from incidents.columns import UTCDateTime

INTERNAL, PUBLIC = "internal", "public"
AUDIENCES = (INTERNAL, PUBLIC)
"""For our own people, or for customers as well. The public ones are kept; no page publishes them yet."""


class StatusUpdate(SQLModel, table=True):
    """What `author_id` wrote. `number` counts within the incident, in the order of writing.

    It is posted at `posted_at`; until then it waits for a second person, unless that one sent it back. `status` is
    where the incident stood with it; blank while it waits and moves nothing. `carried` are those that every look
    at the incident brings along: the latest one that was posted, and those that wait.
    """

    __tablename__ = "status_update"
    __table_args__ = (UniqueConstraint("incident_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    incident_id: int | None = Field(default=None, foreign_key="incident.id", index=True)
    number: int
    author_id: str
    written_at: datetime = Field(sa_type=UTCDateTime)
    text: str
    status: str
    audience: str = INTERNAL
    next_update_at: datetime | None = Field(default=None, sa_type=UTCDateTime)

    posted_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    approved_by: str | None = None
    sent_back_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    sent_back_by: str | None = None
    carried: bool = True

    channel_id: str | None = None
    message_ts: str | None = None
    """Its message in the room."""
    digest_ts: str | None = None
    """Its reply under the digest message."""

    @property
    def waits(self) -> bool:
        """Whether a second person has still to look at it."""
        return self.posted_at is None and self.sent_back_at is None


class UpdateDraft(SQLModel, table=True):
    """What somebody has begun to write about an incident, and has not sent. One for each person.

    `view_id` is the form in which it stands, `written_at` when its latest letter came.
    """

    __tablename__ = "update_draft"

    incident_id: int = Field(primary_key=True, foreign_key="incident.id")
    person: str = Field(primary_key=True)
    view_id: str
    text: str
    status: str
    audience: str = INTERNAL
    next_in: str = ""
    next_words: str = ""
    written_at: datetime = Field(sa_type=UTCDateTime)
