"""Reading post-mortems: what goes into their documents, what was changed in them, and which there are."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from incidents.incident import RESOLVED, Incident
from incidents.kept_file import KeptFile
from incidents.named import named_in
from incidents.postmortem import DRAFT, IN_REVIEW, Postmortem, PostmortemEdit
from incidents.refs import LEFT_ALONE, LOST
from incidents.status_update import StatusUpdate
from incidents.timeline import TimelineEntry
from storage import files, keeping, reading
from storage.threads import Threads
from storage.updates import posted
from storage.where import load, numbered


@dataclass(frozen=True, kw_only=True)
class Material:
    """All that documents about one incident are made of, read at one moment. `names` by Slack id.

    `updates` are those that were posted, the first one first; `files` those of messages on the timeline.
    """

    incident: Incident
    timeline: Sequence[TimelineEntry]
    updates: Sequence[StatusUpdate]
    names: Mapping[str, str]
    files: Sequence[KeptFile] = ()


class Postmortems(Threads):
    """What people have learnt."""

    async def material(self, number: int, *, seen_by: str | None) -> Material:
        """What a document is made of. Raises NoSuchIncident, also where they may not see it."""
        return await self._read(lambda s: _material(s, number, seen_by))

    async def postmortem_edits(
        self, incident_id: int, *, before: int | None = None, limit: int
    ) -> list[PostmortemEdit]:
        """Edits of one, the latest first: so many that came before an edit (its `id`), or the last ones."""
        return await self._read(lambda s: _edits(s, incident_id, before, limit))

    async def postmortem_edit(self, incident_id: int, edit: int) -> PostmortemEdit | None:
        """One edit of it."""
        return await self._read(lambda s: _edit(s, incident_id, edit))

    async def postmortems(
        self, *, seen_by: str, waived_for: Collection[str], limit: int, offset: int = 0
    ) -> tuple[list[Incident], int]:
        """Incidents with a post-mortem that this person may see, and how many in all.

        Those that are owed come first (of severities in `waived_for` none is), then the newest.
        """
        owed_first = (case((_owed(waived_for), 0), else_=1),)
        query = with_postmortem()
        return await self._read(
            lambda s: reading.page(s, query, seen_by=seen_by, limit=limit, offset=offset, order=owed_first)
        )

    async def with_postmortem(self, *, since: datetime | None = None, private: bool = False) -> list[int]:
        """The numbers of the incidents that have one, declared since then."""
        return await self._read(lambda s: _numbers(s, since, private))

    async def without_clock(self, *, waived_for: Collection[str]) -> list[int]:
        """The numbers of incidents about which all is said and that nothing comes back to, the newest first.

        Those whose room is closed, or was opened again by people, are not among them.
        """
        return await self._read(lambda s: _without_clock(s, waived_for))


def _material(session: Session, number: int, seen_by: str | None) -> Material:
    incident = load(session, numbered(number, seen_by=seen_by))
    timeline = reading.timeline(session, number)
    people = keeping.people(session, named_in(incident, timeline))
    return Material(
        incident=incident,
        timeline=timeline,
        updates=[*reversed(posted(session, number))],
        names={id: person.name for id, person in people.items()},
        files=files.shown(session, {entry.incident_id for entry in timeline if entry.incident_id}),
    )


def _edits(session: Session, incident_id: int, before: int | None, limit: int) -> list[PostmortemEdit]:
    query = select(PostmortemEdit).where(col(PostmortemEdit.incident_id) == incident_id)
    if before is not None:
        query = query.where(col(PostmortemEdit.id) < before)
    return list(session.scalars(query.order_by(col(PostmortemEdit.id).desc()).limit(limit)))


def _edit(session: Session, incident_id: int, edit: int) -> PostmortemEdit | None:
    found = session.get(PostmortemEdit, edit)
    return found if found and found.incident_id == incident_id else None


def with_postmortem() -> Any:
    """Incidents whose post-mortem is begun, or would be as soon as somebody writes."""
    return select(Incident).where(col(Incident.resolved_at).is_not(None), col(Incident.status) == RESOLVED)


def _owed(waived_for: Collection[str]) -> Any:
    """As `incidents.reviewing.is_owed` has it."""
    kept = select(Postmortem).where(col(Postmortem.incident_id) == col(Incident.id))
    begun = kept.where(or_(col(Postmortem.version) > 0, col(Postmortem.state) != DRAFT)).exists()
    going = kept.where(col(Postmortem.state).in_((DRAFT, IN_REVIEW))).exists()
    nobodys = and_(~begun, col(Incident.severity).in_(waived_for))
    return and_(~col(Incident.drill), or_(going, ~kept.exists()), ~nobodys)


def _without_clock(session: Session, waived_for: Collection[str]) -> list[int]:
    free = (col(Incident.refs)[name].as_string().is_(None) for name in (LOST, LEFT_ALONE))
    over = (~reading.is_open(), col(Incident.channel_id).is_not(None), col(Incident.remind_at).is_(None), *free)
    owed = and_(col(Incident.status) == RESOLVED, _owed(waived_for))
    query = select(col(Incident.id)).where(*over, ~owed).order_by(col(Incident.id).desc())
    return [number for number in session.scalars(query) if number is not None]


def _numbers(session: Session, since: datetime | None, private: bool) -> list[int]:
    query = with_postmortem().with_only_columns(col(Incident.id))
    if since is not None:
        query = query.where(col(Incident.declared_at) >= since)
    if not private:
        query = query.where(~col(Incident.private))
    return [number for number in session.scalars(query.order_by(col(Incident.id))) if number is not None]
