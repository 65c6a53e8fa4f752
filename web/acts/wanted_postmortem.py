"""What the acts on a post-mortem take."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from incidents.postmortem import SECTIONS
from incidents.writing import LONGEST, MOST_RUNGS
from web.acts.wanted import HIGHEST, Name, Names, Number, Seen, Text, Wanted

KEYS = tuple(section.key for section in SECTIONS)
RungText = Annotated[str, Field(max_length=LONGEST // 10)]


class Written(Wanted):
    """What stands in a part of it, in Markdown; nothing brings the draft back. `seen`: a mark of what was read."""

    section: Literal[KEYS]  # type: ignore[valid-type]  # the one list of sections, known as it starts
    text: Annotated[str, Field(max_length=LONGEST)] = ""
    seen: Seen = None


class Rung(BaseModel):
    """Why, and what shows that it is so (Markdown). `entry`: one of the timeline that shows it, by its id."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [{"why": "The disk was full.", "evidence": "[graph](https://g.example/1)"}]
        },
    )

    why: RungText = ""
    evidence: RungText = ""
    entry: Annotated[int | None, Field(ge=1, le=HIGHEST)] = None


class Whys(Wanted):
    """The ladder, the first why first; blank rungs at its end count for nothing."""

    whys: Annotated[list[Rung], Field(max_length=MOST_RUNGS)] = Field(default_factory=list)
    seen: Seen = None

    @model_validator(mode="before")
    @classmethod
    def _gathered(cls, given: Any) -> Any:
        """A form has a field for each part of a rung: `why-1`, `evidence-1`, `entry-1`."""
        if not isinstance(given, dict) or not any(str(name).startswith("why-") for name in given):
            return given
        rest, rungs = dict(given), []
        for number in range(1, MOST_RUNGS + 1):
            parts = {part: rest.pop(f"{part}-{number}", "") for part in ("why", "evidence", "entry")}
            rungs.append(parts | {"entry": parts["entry"] or None})
        return {**rest, "whys": rungs}


class Earlier(Wanted):
    """An edit of it, by its id, whose earlier text comes back. `seen`: a mark of what stands there now."""

    edit: Number
    seen: Seen = None


class Owner(Wanted):
    """Who sees to it that it gets written."""

    person: Name = "me"


class Reviewers(Wanted):
    """Who reads it before it is published."""

    reviewers: Names = Field(default_factory=list)


class Published(Wanted):
    """Whether it is published also where something is lacking."""

    anyway: bool = False


class Closed(Wanted):
    """Whether they are sure, since a room that is archived is not opened again."""

    sure: bool = False


class Reason(Wanted):
    """Why nobody needs to write it."""

    reason: Text
