"""The ends that did not last: when it was over, when it broke again, and what had fixed it until then."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from incidents.incident import Incident
from incidents.refs import ENDED_BEFORE
from incidents.wording import stamp


@dataclass(frozen=True, kw_only=True)
class EarlierEnd:
    """One of them; `fixed` is blank where nobody has said what fixed it."""

    ended_at: datetime
    reopened_at: datetime
    fixed: str


def keep_end(incident: Incident, *, at: datetime) -> None:
    """It goes on: what was said of its end is kept beside what will be said of the next one."""
    if incident.ended_at is None:
        return
    known = json.loads(incident.refs.get(ENDED_BEFORE, "[]"))
    end = [incident.ended_at.isoformat(), at.isoformat(), incident.resolution]
    incident.remember(ENDED_BEFORE, json.dumps([*known, end]))


def earlier_ends(incident: Incident) -> Sequence[EarlierEnd]:
    """The first one first."""
    known = json.loads(incident.refs.get(ENDED_BEFORE, "[]"))
    return [
        EarlierEnd(
            ended_at=datetime.fromisoformat(ended),
            reopened_at=datetime.fromisoformat(reopened),
            fixed=fixed,
        )
        for ended, reopened, fixed in known
    ]


def what_fixed(incident: Incident) -> str:
    """What fixed it; of one that broke again everything that did, with its time."""
    before = [(end.ended_at, end.fixed) for end in earlier_ends(incident) if end.fixed]
    if not before:
        return incident.resolution
    now = [(incident.ended_at, incident.resolution)] if incident.ended_at and incident.resolution else []
    first, *others = [f"({stamp(at)}): {fixed}" for at, fixed in (*before, *now)]
    return "\n\n".join([f"First {first}", *(f"Then {each}" for each in others)])
