"""What programs read: models of their own, in the field's words, so that the tables may change behind them.

Times are ISO 8601 in UTC. A name that is missing or null means that nobody knows, or that it is not so.
"""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

A_TIME = "2026-03-02T14:30:00Z"
ADA = {"id": "U024BE7LH", "name": "Ada"}


def _like(**example: Any) -> ConfigDict:
    return ConfigDict(json_schema_extra={"examples": [example]})


class Person(BaseModel):
    """Somebody in the workspace, by Slack id; the name is null where we have not met them."""

    model_config = _like(**ADA)

    id: str
    name: str | None


class Me(BaseModel):
    """What the token lets a program do."""

    model_config = _like(person=ADA, token="deploy bot", scopes=["read", "write"])

    person: Person = Field(description="Whom it acts for; it never may more than they.")
    token: str = Field(description="What the token is called.")
    scopes: list[str] = Field(description="Of read, write and admin.")


class ListedIncident(BaseModel):
    """An incident as a list shows it."""

    number: int = Field(examples=[42])
    ref: str = Field(description="How people name it.", examples=["INC-42"])
    title: str = Field(examples=["Checkout is down"])
    severity: str = Field(description="A key of the config.", examples=["sev1"])
    status: str = Field(
        description="investigating, identified, monitoring or resolved; cancelled and merged stand outside.",
        examples=["identified"],
    )
    services: list[str] = Field(description="What is broken.", examples=[["checkout"]])
    private: bool
    drill: bool = Field(description="An exercise; left out of all figures.")
    declared_at: datetime = Field(examples=[A_TIME])
    declared_by: Person | None = Field(description="Null where it came by the command line of the server.")
    acknowledged_at: datetime | None
    ended_at: datetime | None = Field(description="Resolved, cancelled or merged; null while it is open.")
    commander: Person | None = Field(description="Who leads.")
    next_update_at: datetime | None = Field(description="When people were promised to hear more.")
    url: str = Field(description="Its page.", examples=["https://incidents.example.com/incidents/42"])


class HeldRole(BaseModel):
    """A role that somebody holds."""

    role: str = Field(description="A key of the config.", examples=["commander"])
    person: Person
    since: datetime = Field(examples=[A_TIME])
    asked: Person | None = Field(description="Who is asked to take it over.")


class StatusUpdate(BaseModel):
    """What people were told."""

    number: int = Field(examples=[3])
    text: str = Field(examples=["We are rolling the release back."])
    status: str = Field(description="Where the incident stood with it; blank where it moves nothing.")
    audience: str = Field(description="internal or public.", examples=["internal"])
    author: Person
    written_at: datetime = Field(examples=[A_TIME])
    posted_at: datetime | None = Field(description="Null while it waits for a second person.")
    approved_by: Person | None
    next_update_at: datetime | None = Field(description="When the next one was promised with it.")


class Incident(ListedIncident):
    """An incident, and how it stands."""

    summary: str
    users_affected: str = Field(description="As people said it; blank: not known.", examples=["about 5 %"])
    impact_started_at: datetime = Field(description="Since when it hurts.", examples=[A_TIME])
    resolution: str
    cancel_reason: str
    merged_into: int | None = Field(description="The number of the incident that it turned out to be.")
    roles: list[HeldRole]
    latest_update: StatusUpdate | None
    open_tasks: int
    room_id: str | None = Field(description="The war room's channel, which some acts take as `room`.")
    room_url: str | None = Field(description="The war room in Slack.")
    bridge_url: str | None = Field(description="Where people talk.")
    failures: list[str] = Field(description="What could not be done in Slack or elsewhere, a sentence each.")
    version: int = Field(description="How often it was changed.", examples=[17])


class IncidentPage(BaseModel):
    """A page of incidents, the newest first."""

    incidents: list[ListedIncident]
    total: int = Field(description="On all pages.", examples=[1])
    page: int = Field(examples=[1])
    pages: int = Field(examples=[1])


class Entry(BaseModel):
    """A line of the timeline."""

    id: int = Field(description="By which acts name it.", examples=[311])
    at: datetime = Field(description="When it happened.", examples=[A_TIME])
    kind: str = Field(examples=["note"])
    source: str = Field(
        description="From where it is known: Slack, SignalCraft, or the tool that told it.",
        examples=["SignalCraft"],
    )
    text: str = Field(examples=["restarted db1"])
    author: Person | None = Field(description="Null where nobody in particular did it.")
    author_name: str | None = Field(description="The author as people know them, also where that is an app.")
    permalink: str | None = Field(description="Where it can be seen: the message in Slack, or what a tool linked.")
    key: bool = Field(description="One of the moments that count.")
    corrected: bool = Field(description="Somebody has put it right.")
    edited: bool = Field(description="Its author has edited the message since it was first read.")


class Timeline(BaseModel):
    """A page of the timeline, the latest first."""

    entries: list[Entry]
    next: str | None = Field(description="What `before` takes for the earlier ones; null: there are none.")


class PostmortemEdit(BaseModel):
    """What somebody changed in a post-mortem, with the words before and after."""

    id: int = Field(description="By which `postmortem-restore` names it.", examples=[12])
    at: datetime = Field(examples=[A_TIME])
    by: Person
    section: str = Field(description="Which part of it; `whys` for the ladder.", examples=["summary"])
    version: int = Field(description="The version that came of it.", examples=[3])
    before: str = Field(description="Markdown; blank: nothing stood there.", examples=["The disk was full."])
    after: str = Field(examples=["The disk of db1 was full."])


class PostmortemEdits(BaseModel):
    """A page of edits, the latest first."""

    edits: list[PostmortemEdit]
    next: int | None = Field(description="What `before` takes for the earlier ones; null: there are none.")


class KeptFile(BaseModel):
    """A file of a pinned message that was kept with the incident."""

    id: int = Field(examples=[7])
    name: str = Field(examples=["graph.png"])
    media_type: str = Field(description="By its bytes, not by its name.", examples=["image/png"])
    size: int = Field(description="In bytes.", examples=[48213])
    sha256: str
    kept_at: datetime = Field(examples=[A_TIME])
    channel: str = Field(description="Where the message stands in Slack.", examples=["C024BE91L"])
    message: str = Field(description="Which message it is there.", examples=["1772461800.000100"])
    url: str = Field(description="Where it is whole.", examples=["/api/v1/incidents/42/files/7"])


class KeptFiles(BaseModel):
    """Those of an incident; of messages that were deleted or taken off the timeline there are none."""

    files: list[KeptFile]


class Ticket(BaseModel):
    """What a task became in Jira."""

    key: str = Field(examples=["OPS-12"])
    url: str = Field(examples=["https://example.atlassian.net/browse/OPS-12"])
    status: str = Field(description="As its project calls it; blank: not known yet.", examples=["In Progress"])
    notes: list[str] = Field(description="What had to be left out of it.")


class TicketField(BaseModel):
    """Why there is no ticket yet: what Jira says, mostly of a field."""

    field: str = Field(description="Its id; blank: it is about none.", examples=["customfield_10040"])
    name: str = Field(examples=["Requestor"])
    why: str = Field(examples=["Requestor is required."])
    fillable: bool = Field(description="The act task-ticket-fill can fill it in.")
    options: dict[str, str] = Field(description="What may be chosen: names by their ids.")


class Task(BaseModel):
    """Something to be done."""

    number: int = Field(examples=[2])
    text: str = Field(examples=["roll the release back"])
    assignee: Person | None
    due_at: datetime | None
    created_at: datetime = Field(examples=[A_TIME])
    done_at: datetime | None
    done_by: Person | None
    action_item: bool = Field(description="It was left to do when the incident was resolved.")
    ticket: Ticket | None
    ticket_missing: list[TicketField] = Field(description="Why the ticket that was asked for is not there.")


class Tasks(BaseModel):
    """All tasks of an incident: what is to be done first, then what is done."""

    tasks: list[Task]


class Updates(BaseModel):
    """A page of status updates, the latest first."""

    updates: list[StatusUpdate]
    next: int | None = Field(description="What `before` takes for the earlier ones; null: there are none.")


class People(BaseModel):
    """People, by name."""

    people: list[Person]


class Done(BaseModel):
    """It is done."""

    said: str = Field(description="What a person reads.", examples=["INC-42 is identified."])
    incident: Incident


class Step(BaseModel):
    """Something that still has to happen outside, or was given up."""

    id: int = Field(examples=[7])
    incident: int | None = Field(description="Its number; null where it is of none that you may see.")
    does: str = Field(examples=["pin the card"])
    kind: str = Field(examples=["pin_card"])
    given_up: bool = Field(description="It is not tried again by itself.")
    attempts: int
    created_at: datetime = Field(examples=[A_TIME])
    due_at: datetime = Field(examples=[A_TIME])
    error: str | None = Field(description="Why it has not happened, as Slack says it.")


class Outbox(BaseModel):
    """What waits and what was given up, in the order in which it was asked for."""

    steps: list[Step]
    next: int | None = Field(default=None, description="`after` of the next page; null on the last one.")


class Spread(BaseModel):
    """How long something took, in seconds."""

    known: int = Field(description="Of how many incidents it is known.", examples=[12])
    mean: int
    median: int = Field(description="Half were faster.")
    p90: int = Field(description="The shortest within which nine of ten were done.")


class Period(BaseModel):
    """The figures of one period; a spread is null where nothing of it is known."""

    incidents: int
    still_open: int
    to_acknowledge_s: Spread | None = Field(description="MTTA: from declaring.")
    to_first_update_s: Spread | None = Field(description="From declaring.")
    to_resolve_s: Spread | None = Field(description="MTTR: from the start of the impact, else from declaring.")


class Load(BaseModel):
    """What one person carried."""

    person: str = Field(description="Slack id.")
    name: str
    incidents: int = Field(description="In which they held a role.")
    led: int = Field(description="Seconds as commander.")
    tasks: int = Field(description="That they marked as done.")
    out_of_hours: int = Field(description="Incidents with a role taken at night or at a weekend.")


class Insights(BaseModel):
    """How fast people were, how often what broke, and who carried it."""

    since: datetime
    until: datetime
    now: Period
    before: Period = Field(description="As many days before.")
    by_severity: dict[str, int]
    by_service: dict[str, int] = Field(description="An incident of two services counts for both.")
    by_week: dict[str, int] = Field(description="By the Monday of each week.")
    people: list[Load]
