"""Who wants to be invited to war rooms as they open."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Protocol

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


class Follows(Protocol):
    """What those who asked for it and those whom the config names have in common."""

    @property
    def slack_id(self) -> str: ...
    @property
    def severity(self) -> str: ...
    @property
    def service(self) -> str: ...


def is_group(slack_id: str) -> bool:
    """User groups have ids of their own kind."""
    return slack_id.startswith("S")


def who_follows(
    incident: Incident, followers: Iterable[Follows], worst_first: Sequence[str], *, was: str | None = None
) -> list[str]:
    """The Slack ids of those who want it, each once; `was`: of those who did not at that severity already."""
    now = [each for each in followers if wants(each, incident, worst_first)]
    if was is not None:
        now = [each for each in now if not _as_bad(each, was, worst_first)]
    return list(dict.fromkeys(each.slack_id for each in now))


def wants(follower: Follows, incident: Incident, worst_first: Sequence[str]) -> bool:
    """Whether this incident is one they follow: as bad as their severity or worse, and of their service."""
    services = [name.casefold() for name in incident.services]
    return _as_bad(follower, incident.severity, worst_first) and follower.service.casefold() in ("", *services)


def _as_bad(follower: Follows, severity: str, worst_first: Sequence[str]) -> bool:
    if not follower.severity or follower.severity == severity:
        return True
    known = follower.severity in worst_first and severity in worst_first
    return known and worst_first.index(severity) < worst_first.index(follower.severity)
