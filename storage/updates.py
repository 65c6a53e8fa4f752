"""What people have written for others: status updates, and drafts of them."""

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session
from sqlmodel import col

from incidents.status_update import StatusUpdate, UpdateDraft
from storage.database import Transaction
from storage.keeping import insert, seen
from storage.threads import Threads


class UpdateStore(Threads):
    """The part of the store that keeps them."""

    async def updates(self, incident_id: int, *, limit: int | None = None) -> list[StatusUpdate]:
        """The status updates that were written, newest first; also those that wait, or were sent back."""
        return await self._read(lambda s: _updates(s, incident_id, limit, posted_only=False))

    async def posted_updates(self, incident_id: int, *, limit: int | None = None) -> list[StatusUpdate]:
        """Those that were posted, newest first."""
        return await self._read(lambda s: _updates(s, incident_id, limit, posted_only=True))

    async def told_before(self, incident_id: int, *, before: int | None, limit: int) -> list[StatusUpdate]:
        """A page of those that were posted or wait for a second person, newest first: before this number."""
        return await self._read(lambda s: _page(s, incident_id, before, limit))

    async def draft(self, incident_id: int, person: str) -> UpdateDraft | None:
        """What this person has begun to write and not sent."""
        return await self._read(lambda s: _draft(s, incident_id, person))

    async def keep_draft(self, draft: UpdateDraft) -> None:
        """Keep what was typed so far, unless its form was sent already, or later letters are kept."""
        await self._write(lambda s: _keep_draft(s, draft))

    async def drop_draft(self, incident_id: int, person: str) -> None:
        """Let go of a draft."""
        of_it = (col(UpdateDraft.incident_id) == incident_id, col(UpdateDraft.person) == person)

        def work(session: Transaction) -> None:
            session.execute(delete(UpdateDraft).where(*of_it))

        await self._write(work)


def _updates(session: Session, incident_id: int, limit: int | None, *, posted_only: bool) -> list[StatusUpdate]:
    found = select(StatusUpdate).where(col(StatusUpdate.incident_id) == incident_id)
    if posted_only:
        found = found.where(col(StatusUpdate.posted_at).is_not(None)).order_by(col(StatusUpdate.posted_at).desc())
    return list(session.scalars(found.order_by(col(StatusUpdate.number).desc()).limit(limit)))


def posted(session: Session, incident_id: int) -> list[StatusUpdate]:
    """Those that people have read, the latest first."""
    return _updates(session, incident_id, None, posted_only=True)


def _draft(session: Session, incident_id: int, person: str) -> UpdateDraft | None:
    draft = session.get(UpdateDraft, (incident_id, person))
    return None if draft is None or seen(session, sent(draft.view_id)) else draft


def _page(session: Session, incident_id: int, before: int | None, limit: int) -> list[StatusUpdate]:
    found = select(StatusUpdate).where(
        col(StatusUpdate.incident_id) == incident_id, col(StatusUpdate.sent_back_at).is_(None)
    )
    if before is not None:
        found = found.where(col(StatusUpdate.number) < before)
    return list(session.scalars(found.order_by(col(StatusUpdate.number).desc()).limit(limit)))


def _keep_draft(session: Transaction, draft: UpdateDraft) -> None:
    if seen(session, sent(draft.view_id)):
        return
    fields = draft.model_dump()
    statement = insert(session, UpdateDraft).values(**fields)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["incident_id", "person"],
            set_={name: statement.excluded[name] for name in fields},
            where=col(UpdateDraft.written_at) <= statement.excluded.written_at,
        )
    )


def forget_drafts_before(session: Transaction, moment: datetime) -> None:
    """Drop what nobody has gone on with."""
    session.execute(delete(UpdateDraft).where(col(UpdateDraft.written_at) < moment))


def sent(view_id: str) -> str:
    """The once-key that is spent when a form is accepted."""
    return f"view:{view_id}"
