"""Everything that the page of one incident shows, read in one go."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from incidents.incident import Incident
from incidents.kept_file import KeptFile
from incidents.named import named_in
from incidents.person import Person
from incidents.readable import mentioned
from incidents.status_update import StatusUpdate
from incidents.timeline import TimelineEntry
from incidents.visible import inside
from storage import dead, files, keeping, reading
from storage.tables import OutboxRow
from storage.where import load, numbered

ENTRIES, UPDATES = 50, 20
"""How many of each stand on the page; what is earlier is a click away."""


@dataclass(frozen=True, kw_only=True)
class WarRoom:
    """One incident at one moment. `entries` and `updates`: the latest first; `earlier`: there are more entries.

    `people` are all who are named anywhere in it, by Slack id.
    """

    incident: Incident
    entries: Sequence[TimelineEntry]
    earlier: bool
    updates: Sequence[StatusUpdate]
    failed: Sequence[OutboxRow]
    merged: Sequence[Incident]
    people: Mapping[str, Person]
    files: Sequence[KeptFile] = ()


def war_room(
    session: Session, number: int, *, seen_by: str | None, before: tuple[datetime, int] | None = None
) -> WarRoom:
    """Always the same number of queries; of the timeline what was `before` an entry. Raises NoSuchIncident."""
    incident = load(session, numbered(number, seen_by=seen_by))
    entries = reading.timeline_page(session, number, before=before, limit=ENTRIES + 1)
    updates = _updates(session, number)
    named = _named(incident, entries, updates)
    return WarRoom(
        incident=incident,
        entries=entries[:ENTRIES],
        earlier=len(entries) > ENTRIES,
        updates=updates,
        failed=dead.failed(session, number),
        merged=reading.merged_into(session, number),
        people=keeping.people(session, named),
        files=files.shown(session, {number, *(each.incident_id or number for each in entries)}),
    )


def versions(session: Session, numbers: Collection[int]) -> dict[int, int]:
    """How often each of these was changed."""
    found = session.execute(select(col(Incident.id), col(Incident.version)).where(col(Incident.id).in_(numbers)))
    return {number: version for number, version in found.tuples() if number is not None}


def _updates(session: Session, number: int) -> list[StatusUpdate]:
    """Those that were posted, and those that wait for a second person."""
    query = select(StatusUpdate).where(
        col(StatusUpdate.incident_id) == number, col(StatusUpdate.sent_back_at).is_(None)
    )
    return list(session.scalars(query.order_by(col(StatusUpdate.number).desc()).limit(UPDATES)))


def _named(incident: Incident, entries: Sequence[TimelineEntry], updates: Sequence[StatusUpdate]) -> set[str]:
    people: set[str | None] = {*named_in(incident, entries), *incident.taking_part, *inside(incident)}
    people |= {task.done_by for task in incident.tasks}
    people |= {person for update in updates for person in (update.author_id, update.approved_by)}
    texts = (
        *(e.text for e in entries),
        *(u.text for u in updates),
        *(t.words for t in incident.tasks),
        *_told(incident),
    )
    return {person for person in people if person} | mentioned(texts)


def _told(incident: Incident) -> tuple[str | None, ...]:
    """What people wrote about the whole of it."""
    return incident.title, incident.summary, incident.resolution, incident.cancel_reason
