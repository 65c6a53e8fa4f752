"""Who wants to be invited to war rooms as they open."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from incidents.columns import UTCDateTime
from incidents.incident import Incident


class Follower(SQLModel, table=True):
    """A person or a user group (Slack id), and of what: blank means every severity, or every service."""

    __tablename__ = "follower"
    __table_args__ = (UniqueConstraint("slack_id", "severity", "service"),)

    id: int | None = Field(default=None, primary_key=True)
    slack_id: str = Field(index=True)
    severity: str = ""
    service: str = ""
    added_by: str
    added_at: datetime = Field(sa_type=UTCDateTime)

    @property
    def is_group(self) -> bool:
        """User groups have ids of their own kind."""
        return self.slack_id.startswith("S")

    def wants(self, incident: Incident, worst_first: Sequence[str]) -> bool:
        """Whether this incident is one they follow: as bad as their severity or worse, and of their service."""
        services = [name.casefold() for name in incident.services]
        return self._as_bad(incident.severity, worst_first) and self.service.casefold() in ("", *services)

    def _as_bad(self, severity: str, worst_first: Sequence[str]) -> bool:
        if not self.severity or self.severity == severity:
            return True
        known = self.severity in worst_first and severity in worst_first
        return known and worst_first.index(severity) < worst_first.index(self.severity)
