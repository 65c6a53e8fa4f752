"""Who holds which role in an incident, now and before."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from incidents.columns import UTCDateTime

COMMANDER = "commander"
"""Whoever holds this one leads; every catalog has it."""


class IncidentRoleAssignment(SQLModel, table=True):
    """A role of an incident, held by a person from `assigned_at` until `released_at` (None: still).

    `role` is the catalog's key: `commander`, `scribe`, `liaison`, `tech_lead` or one from the config.
    """

    __tablename__ = "incident_role_assignment"
    __table_args__ = (
        # One holder at a time, held by the database as well as by the rule.
        Index(
            "uq_incident_role_assignment_holder",
            "incident_id",
            "role",
            unique=True,
            sqlite_where=text("released_at IS NULL"),
            postgresql_where=text("released_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    incident_id: int | None = Field(default=None, foreign_key="incident.id", index=True)
    role: str
    user_id: str
    assigned_at: datetime = Field(sa_type=UTCDateTime)
    assigned_by: str
    released_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    released_by: str | None = None
    account_gone: bool = False
    """Released since the holder's account was deactivated; nobody did it."""

    offered_to: str | None = None
    """Who is asked to take it over; on a released one, who has."""
    offered_by: str | None = None
    offered_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    offer_note: str = ""
