"""The post-mortem for programs: models of their own, whose names stay while the document may change behind them.

Times are ISO 8601 in UTC, spans are seconds. What nobody knows is null; what nobody has written is blank.
"""

from datetime import datetime, timedelta
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer

from reports.document import Document

Seconds = Annotated[timedelta, PlainSerializer(lambda span: int(span.total_seconds()), return_type=int)]
_LIKE = ConfigDict(from_attributes=True)


class Rung(BaseModel):
    """One why of the ladder."""

    model_config = _LIKE

    number: int = Field(examples=[1])
    why: str = Field(description="In Markdown; blank: nobody has answered it.", examples=["The disk was full."])
    evidence: list[str] = Field(description="What shows that it is so, a line of Markdown each.")


class Term(BaseModel):
    """Somebody held a role from then until then."""

    model_config = _LIKE

    name: str = Field(examples=["Ada"])
    since: datetime
    until: datetime | None = Field(description="Null: to the end.")


class Part(BaseModel):
    """A role, and who held it, the first one first."""

    model_config = _LIKE

    role: str = Field(examples=["Commander"])
    terms: list[Term]


class Moment(BaseModel):
    """One entry of the timeline."""

    model_config = _LIKE

    at: datetime
    kind: str = Field(examples=["note"])
    who: str = Field(examples=["Ada"])
    source: str = Field(description="From where it is known: Slack, SignalCraft, or the tool that told it.")
    text: str = Field(examples=["restarted db1"])
    link: str = Field(description="Where it can be seen: a message in Slack, or what a tool linked; or blank.")
    pinned: bool = Field(description="Somebody found the message worth keeping.")
    key: bool = Field(description="One of the moments that count.")
    minor: bool = Field(description="The document that people read leaves it out.")
    files: list[str] = Field(description="Where the pages show what was kept with it, below their address.")


class Action(BaseModel):
    """One action item."""

    model_config = _LIKE

    number: int = Field(examples=[2])
    text: str = Field(examples=["alarm on disk space"])
    owner: str = Field(examples=["Grace"])
    due_at: datetime | None
    done_at: datetime | None
    overdue: bool
    link: str = Field(description="Where it was written in Slack.")
    ticket: str = Field(description="The key of its ticket in Jira; blank: it has none.", examples=["OPS-12"])
    ticket_url: str
    ticket_status: str = Field(description="As its project calls it.", examples=["In Progress"])


class Graded(BaseModel):
    """How well one thing of a drill went."""

    model_config = _LIKE

    about: str
    figure: str
    passed: bool


class Postmortem(BaseModel):
    """A post-mortem as a whole."""

    model_config = _LIKE

    number: int = Field(examples=[42])
    ref: str = Field(examples=["INC-42"])
    title: str = Field(examples=["Checkout is down"])
    drill: bool
    private: bool
    state: str = Field(description="draft, in review, published or waived; blank while the incident is open.")
    version: int = Field(description="How often its text was changed.")
    owner: str = Field(description="Who sees to it that it gets written.")
    reviewers: list[str]
    published_at: datetime | None
    published_by: str
    waive_reason: str

    summary: str = Field(description="In Markdown, as are all parts that people write.")
    fixed: str = Field(description="What fixed it.")
    impact: str
    whys: list[Rung] = Field(description="The five whys.")
    contributing: str
    went_well: str
    went_badly: str

    severity: str = Field(examples=["SEV1"])
    severity_name: str = Field(examples=["Critical"])
    services: list[str]
    users_affected: str
    began_at: datetime | None = Field(description="Since when it hurt, where somebody has said so.")
    declared_at: datetime
    declared_by: str
    declared_from: str = Field(description="Where nobody in person declared it.")
    acknowledged_at: datetime | None
    acknowledged_by: str
    mitigated_at: datetime | None = Field(
        description="When it was set to monitoring, to be watched until its end."
    )
    ended_at: datetime | None
    duration: Seconds = Field(description="Seconds that it hurt: until mitigated, else to the end, or until now.")
    to_detect: Seconds | None = Field(description="Seconds.")
    to_acknowledge: Seconds | None = Field(description="Seconds.")
    to_mitigate: Seconds | None = Field(description="Seconds.")
    to_repair: Seconds | None = Field(description="Seconds.")
    reopened_at: list[datetime] = Field(description="When it broke again, however often.")

    people: list[Part]
    others: list[str] = Field(description="Who was heard on the timeline, and held no role.")
    timeline: list[Moment]
    actions: list[Action]
    lacks: list[str] = Field(description="What a reader would miss, a sentence each.")
    grade: list[Graded] = Field(description="Of a drill: how well it went.")


def as_json(found: Document) -> str:
    """The whole document, the same bytes for the same document."""
    return Postmortem.model_validate(found).model_dump_json(indent=2) + "\n"
