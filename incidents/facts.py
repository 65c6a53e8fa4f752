"""Facts about an incident that are often known late: whom it hits, and since when. Also after the end."""

from datetime import datetime

from incidents.change import NOTHING, Change, Entry
from incidents.incident import Incident
from incidents.inlaid import of_moment
from incidents.refusal import Refusal
from incidents.shown import facts
from incidents.times import must_be_sound
from incidents.wording import one_line, spoken, stamp

AFFECTED = 300
"""Characters that say how many users are affected: a number, or some words."""


def set_users_affected(incident: Incident, words: str, *, by: str, at: datetime) -> Change:
    """How many users are affected, as people say it: `1,200`, `about 5 %`, `nobody`. Nothing: not known."""
    affected = sound_affected(words)
    if affected == incident.users_affected:
        return NOTHING
    before, incident.users_affected = incident.users_affected, affected
    told = f"set the users affected to {affected}" if affected else "took away how many users are affected"
    return Change(entries=(_entry("affected", told, by, at, before, affected),), effects=facts(incident))


def sound_affected(words: str) -> str:
    """On one line and short, or a refusal."""
    affected = one_line(words)
    if len(affected) > AFFECTED:
        raise Refusal(
            f"How many users are affected takes a number or a few words, at most {AFFECTED} characters. "
            "More can stand in the summary.",
            field="users_affected",
        )
    return affected


def set_impact_start(incident: Incident, start: datetime | None, *, by: str, at: datetime) -> Change:
    """Since when it hurts. None: since it was declared, as long as nobody knows better."""
    if start is not None and start > at:
        raise Refusal("The impact cannot start in the future.", field="impact")
    if start is not None:
        must_be_sound(start, field="impact")
    if start is not None and incident.ended_at and start > incident.ended_at:
        raise Refusal(
            f"{incident.ref} ended at {stamp(incident.ended_at)}, so its impact cannot start later.",
            field="impact",
        )
    if start == incident.impact_started_at:
        return NOTHING
    before, incident.impact_started_at = incident.impact_started_at, start
    told = _told(incident, start) if start else "took away when the impact started"
    entry = _entry("impact", told, by, at, *(each.isoformat() if each else "" for each in (before, start)))
    return Change(entries=(entry,), effects=facts(incident))


def _told(incident: Incident, start: datetime) -> str:
    apart = start - incident.declared_at
    where = "later" if start > incident.declared_at else "before it was declared"
    return f"set the start of the impact to {of_moment(start)}, {spoken(abs(apart))} {where}"


def _entry(kind: str, text: str, by: str, at: datetime, before: str, after: str) -> Entry:
    return Entry(kind=kind, text=text, at=at, author_id=by, before=before, after=after)
