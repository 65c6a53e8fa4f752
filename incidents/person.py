"""A person as the workspace knows them."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from incidents.columns import UTCDateTime


class Person(SQLModel, table=True):
    """Somebody in the workspace; `id` is their Slack id (the seed's User). Kept in step by `user_change`."""

    __tablename__ = "person"

    id: str = Field(primary_key=True)
    team_id: str | None = None
    name: str
    email: str | None = None
    tz: str | None = None
    phone: str | None = None
    deleted: bool = False
    updated_at: datetime = Field(sa_type=UTCDateTime)
