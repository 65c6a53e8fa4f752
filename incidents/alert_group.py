"""Alerts that tell of one trouble, grouped, and the incident they opened."""

from datetime import datetime

from sqlmodel import Field, Relationship, SQLModel

from incidents.columns import UTCDateTime
from incidents.incident import Incident
from incidents.role import IncidentRoleAssignment


class AlertGroup(SQLModel, table=True):
    """A group of alerts. Its bridge and its roles are those of its incident, read and never copied."""

    __tablename__ = "alert_group"

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    title: str
    opened_at: datetime = Field(sa_type=UTCDateTime)
    resolved_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    incident_id: int | None = Field(default=None, foreign_key="incident.id", index=True)

    incident: Incident | None = Relationship(sa_relationship_kwargs={"lazy": "raise"})

    @property
    def conference_url(self) -> str | None:
        """The bridge of the incident it belongs to (its incident must have been loaded with it)."""
        return self.incident.conference_url if self.incident else None

    @property
    def roles(self) -> list[IncidentRoleAssignment]:
        """The role assignments of the incident it belongs to."""
        return self.incident.roles if self.incident else []
