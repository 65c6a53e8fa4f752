"""What each act takes: read the same from a form of a page and from a call of the API."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

LONGEST = 3000
"""Characters of what somebody writes: as many as a form in Slack takes."""
LONGEST_ENTRY = 100_000
"""A message of 40,000 characters, with the names in it written out, and its line breaks as browsers send them."""
HIGHEST = 2**31 - 1


def _listed(value: Any) -> Any:
    """A form with one field for several names has commas between them."""
    parts = [value] if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        return value
    return [name for part in parts for one in part.split(",") if (name := one.strip())]


Text = Annotated[str, Field(max_length=LONGEST)]
Word = Annotated[str, Field(max_length=150)]
Name = Annotated[str, Field(min_length=1, max_length=200)]
"""A person: a Slack id, a name, an e-mail address, or `me`."""
Names = Annotated[list[Name], Field(max_length=50), BeforeValidator(_listed)]
Number = Annotated[int, Field(ge=1, le=HIGHEST)]
Seen = Annotated[str | None, Field(max_length=LONGEST)]
"""What a form showed when it was drawn; None does it whatever has happened since."""


class Wanted(BaseModel):
    """What somebody wants done. What is not asked for is refused, since it may have meant something."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Nothing(Wanted):
    """The act alone says it all."""


class Because(Wanted):
    """Why, if they say so."""

    why: Text = ""


class Status(Wanted):
    """Where it stands; an end has acts of its own."""

    status: Literal["investigating", "identified", "monitoring"]
    seen: Seen = None


class Severity(Wanted):
    """How bad it is, and why they think so."""

    severity: Word
    why: Text = ""
    seen: Seen = None


class Title(Wanted):
    """A better title."""

    title: Text
    seen: Seen = None


class Summary(Wanted):
    """What is happening; nothing takes it away."""

    summary: Text = ""
    seen: Seen = None


class Services(Wanted):
    """What is broken; nothing says that nobody knows."""

    services: Names = Field(default_factory=list)
    seen: Seen = None


class Affected(Wanted):
    """How many users it hits; nothing says that nobody knows."""

    users_affected: Text = ""
    seen: Seen = None


class Impact(Wanted):
    """Since when it hurts, as people type it (`20 min ago`) or as ISO 8601; nothing: since it was declared."""

    impact: Word = ""
    seen: Seen = None


class Note(Wanted):
    """A line for the timeline."""

    text: Text


class Update(Wanted):
    """A status update. A blank `status` moves nothing; a blank `next` promises the next one as the config says.

    `seen`: the number of the latest update that its writer knew of.
    """

    text: Text
    status: Literal["", "investigating", "identified", "monitoring", "resolved"] = ""
    audience: Literal["internal", "public"] = "internal"
    next: Word = ""
    seen: Annotated[int | None, Field(ge=0, le=HIGHEST)] = None


class OneUpdate(Wanted):
    """An update that waits for a second person, by its number."""

    update: Number


class PutOff(Wanted):
    """`due`: when the update was promised that is put off (ISO 8601, as it was shown)."""

    due: Word


class Role(Wanted):
    """A role, by its word."""

    role: Word


class SeenRole(Role):
    """`seen`: who held it, or was asked to take it, when the form was drawn."""

    seen: Seen = None


class GivenRole(Role):
    """Who gets it."""

    person: Name = "me"


class HandedRole(SeenRole):
    """Who is asked to take it over, and what they should know."""

    person: Name
    note: Text = ""


class NewTask(Wanted):
    """What is to be done, by whom and by when."""

    text: Text
    person: Annotated[str, Field(max_length=200)] = ""
    due: Word = ""


class OneTask(Wanted):
    """A task, by its number."""

    task: Number


class Ticket(Wanted):
    """A task that becomes a ticket; without one, all that have none."""

    task: Number | None = None


class TicketField(OneTask):
    """A field that the tracker misses, by its id there, and what it holds: words, or the id of a choice."""

    field: Annotated[str, Field(min_length=1, max_length=100)]
    value: Text


class SeenTask(OneTask):
    """`seen`: whose it was when the form was drawn; blank: nobody's."""

    seen: Seen = None


class AssignedTask(SeenTask):
    """Who gets it; blank: nobody."""

    person: Annotated[str, Field(max_length=200)] = ""


class DueTask(OneTask):
    """By when; blank: whenever."""

    due: Word = ""


class WordedTask(OneTask):
    """What is to be done, said better. `seen`: as it was."""

    text: Text
    seen: Seen = None


class Meeting(Wanted):
    """Who makes it; blank: whoever the config names first."""

    provider: Word = ""


class Address(Wanted):
    """Where people talk."""

    url: Annotated[str, Field(max_length=LONGEST)]


class Invited(Wanted):
    """Who is brought into the room: people, user groups by Slack id, and whoever is on call for services."""

    people: Names = Field(default_factory=list)
    groups: Names = Field(default_factory=list)
    services: Names = Field(default_factory=list)


class Resolved(Wanted):
    """What fixed it, and whom it hit (None: as it stands). Open tasks become action items, except `left`."""

    resolution: Text = ""
    users_affected: Text | None = None
    left: Annotated[list[Number], Field(max_length=500)] = Field(default_factory=list)


class Undone(Wanted):
    """The end that is taken back: when it was (ISO 8601)."""

    ended_at: Word


class Merged(Wanted):
    """The other incident, which it turns out to be: `INC-7` or `7`."""

    into: Word


class Room(Wanted):
    """The channel that the page spoke of."""

    room: Word


class Message(Wanted):
    """A message in Slack, by its link."""

    link: Annotated[str, Field(max_length=LONGEST)]


class OneEntry(Wanted):
    """An entry of the timeline."""

    entry: Number


class Happened(Wanted):
    """What happened in a tool. `time`: when (ISO 8601, or as people type it; blank: now); `link`: where to see it.

    `outside_key`: the tool's own name for it, so that the same told twice is one line.
    """

    source: Word
    text: Text
    kind: Literal["alert", "deployment", "other"] = "other"
    time: Word = ""
    link: Annotated[str, Field(max_length=LONGEST)] = ""
    outside_key: Annotated[str, Field(max_length=200)] = ""


class Correction(OneEntry):
    """What it should say (at most 40,000 characters, or as many as it has), and when that was.

    `time`: as people type it, or ISO 8601; blank: as it stands.

    `seen`: a mark of how it stood when the form was drawn.
    """

    text: Annotated[str, Field(max_length=LONGEST_ENTRY)]
    time: Word = ""
    seen: Seen = None


class Declared(Wanted):
    """A new incident; a blank severity is the default one."""

    title: Text
    severity: Word = ""
    summary: Text = ""
    services: Names = Field(default_factory=list)
    private: bool = False
    drill: bool = False
