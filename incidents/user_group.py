"""A user group as the workspace knows it."""

from datetime import datetime

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from incidents.columns import UTCDateTime, no_items


class UserGroup(SQLModel, table=True):
    """Those of a user group, as last read from Slack: what somebody may do is decided without asking there."""

    __tablename__ = "user_group"

    id: str = Field(primary_key=True)
    handle: str = ""
    people: list[str] = Field(default_factory=no_items, sa_type=JSON)
    read_at: datetime = Field(sa_type=UTCDateTime)
