"""Looking at a war room: what should be there, what is, and what mends the difference."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from incidents.change import NOTHING, Change, Effect
from incidents.effects.doctor import ExamineRoom
from incidents.effects.documents import ReadRoom
from incidents.incident import Incident
from incidents.refusal import Refusal

OVERLAP = timedelta(minutes=5)
"""What was said shortly before an outage may not have been heard, too; and clocks differ."""


@dataclass(frozen=True, kw_only=True)
class Finding:
    """One thing that a room should have, what is `wrong` with it (nothing when it is fine), and what mends it.

    `people` are those (Slack ids) whom it is about.
    """

    about: str
    wrong: str = ""
    people: tuple[str, ...] = ()
    mends: tuple[Effect, ...] = ()

    @property
    def fine(self) -> bool:
        return not self.wrong


def examine(incident: Incident, *, by: str, response_url: str) -> Change:
    """Somebody asks how the room is. Looking takes a few calls, so the answer comes a moment later."""
    if incident.channel_id is None:
        raise Refusal(f"{incident.ref} has no war room, so there is nothing to look at.")
    return Change(effects=(ExamineRoom(user_id=by, response_url=response_url),))


def repair(incident: Incident, *, room: str, by: str, response_url: str | None = None) -> Change:
    """Mend what is wrong by now: `room` is the channel that the screen spoke of, and what it said may be old."""
    if incident.channel_id != room:
        raise Refusal(
            f"{incident.ref} has another room since. `/incident {incident.ref} doctor` looks at that one."
        )
    return Change(effects=(ExamineRoom(user_id=by, repair=True, response_url=response_url),))


def look_after_outage(incident: Incident, *, since: datetime | None) -> Change:
    """Slack or the bot was away: what happened meanwhile is noticed, and mended without a word.

    `since`: when Slack was last in reach, if it ever was.
    """
    if not incident.is_open or incident.channel_id is None:
        return NOTHING
    begun = f"{(since - OVERLAP).timestamp():.6f}" if since else "0"
    return Change(effects=(ExamineRoom(repair=True), ReadRoom(since=begun)))


def mended(incident: Incident, findings: Sequence[Finding]) -> Change:
    """What was found wrong is put right. Each effect does nothing where somebody was faster."""
    effects = (effect for finding in findings for effect in finding.mends)
    return Change(effects=tuple(dict.fromkeys(effects)))
