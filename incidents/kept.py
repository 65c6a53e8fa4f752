"""What is kept of an incident when its room is archived."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from incidents.columns import UTCDateTime


class KeptDocument(SQLModel, table=True):
    """A document as it was then, by its file name: one a name, the latest counts."""

    __tablename__ = "kept_document"

    incident_id: int = Field(primary_key=True, foreign_key="incident.id")
    name: str = Field(primary_key=True)
    content: str
    kept_at: datetime = Field(sa_type=UTCDateTime)
