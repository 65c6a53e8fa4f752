"""The post-mortem of an incident: what people write of it, and how far it has come."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from incidents.columns import UTCDateTime, no_items

DRAFT, IN_REVIEW, PUBLISHED, WAIVED = "draft", "in_review", "published", "waived"
STATES = {DRAFT: "draft", IN_REVIEW: "in review", PUBLISHED: "published", WAIVED: "waived"}
"""As people read them."""
FINISHED = (PUBLISHED, WAIVED)


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part that people write, in Markdown: `asks` is what it answers; one that is not `owed` may be blank."""

    key: str
    title: str
    asks: str
    owed: bool = True


SUMMARY = Section(key="summary", title="Summary", asks="What happened, for whoever was not there?")
IMPACT = Section(
    key="impact", title="Impact", asks="Who felt it, and how? Times stand there by themselves.", owed=False
)
CONTRIBUTING = Section(
    key="contributing",
    title="Contributing factors",
    asks="What else made it likelier, worse or longer?",
)
WENT_WELL = Section(key="went_well", title="What went well", asks="What helped, and shall stay as it is?")
WENT_BADLY = Section(
    key="went_badly", title="What could have gone better", asks="What slowed people down?", owed=False
)
SECTIONS = (SUMMARY, IMPACT, CONTRIBUTING, WENT_WELL, WENT_BADLY)
WHYS = "whys"
"""Stands for the ladder where an edit says which part it was of."""
RUNGS = 5


@dataclass(frozen=True, kw_only=True)
class Why:
    """One rung of the ladder: the answer to why, and what shows that it is so (Markdown: links, words)."""

    why: str = ""
    evidence: str = ""


class Postmortem(SQLModel, table=True):
    """What people have written about an incident, and where that stands. It comes with the incident's first end.

    `sections` holds Markdown by the section's key; one that is absent is as it was drafted from what is known.
    `version` grows with each edit. `owner_id` is who sees to it that it gets written.
    """

    __tablename__ = "postmortem"

    incident_id: int | None = Field(default=None, primary_key=True, foreign_key="incident.id")
    state: str = DRAFT
    version: int = 0
    sections: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    whys: list[dict[str, str]] = Field(default_factory=no_items, sa_type=JSON)
    owner_id: str | None = None
    reviewers: list[str] = Field(default_factory=no_items, sa_type=JSON)
    approved: dict[str, int] = Field(default_factory=dict, sa_type=JSON)
    """Which reviewers agree, each with the version that they have read."""
    drafted_at: datetime = Field(sa_type=UTCDateTime)
    published_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    published_by: str | None = None
    waived_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    waived_by: str | None = None
    """None: by itself, as the config has it for such incidents."""
    waive_reason: str = ""

    @property
    def ladder(self) -> Sequence[Why]:
        """The five whys, as far as they are answered."""
        return [Why(why=each.get("why", ""), evidence=each.get("evidence", "")) for each in self.whys]

    @property
    def concerned(self) -> tuple[str, ...]:
        """Those with a part in it: its owner, and while it is in review who is asked to read it."""
        readers = self.reviewers if self.state == IN_REVIEW else ()
        return (*((self.owner_id,) if self.owner_id else ()), *readers)

    def has_approved(self, person: str) -> bool:
        """Whether they agree with it as it stands now; what they have read may have been another text."""
        return self.approved.get(person) == self.version

    @property
    def is_finished(self) -> bool:
        """Whether nobody waits for it any more."""
        return self.state in FINISHED


class PostmortemEdit(SQLModel, table=True):
    """What somebody changed in a post-mortem: which part of it, and what stood there before and after.

    `version` is the one that came of it.
    """

    __tablename__ = "postmortem_edit"

    id: int | None = Field(default=None, primary_key=True)
    incident_id: int | None = Field(default=None, foreign_key="incident.id", index=True)
    version: int
    section: str
    by: str
    at: datetime = Field(sa_type=UTCDateTime)
    before: str = ""
    after: str = ""
