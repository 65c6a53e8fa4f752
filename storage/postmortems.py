"""Reading post-mortems: what was changed in them, by whom."""

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from incidents.postmortem import PostmortemEdit
from storage.threads import Threads


class Postmortems(Threads):
    """What has become of them."""

    async def postmortem_edits(
        self, incident_id: int, *, before: int | None = None, limit: int
    ) -> list[PostmortemEdit]:
        """Edits of one, the latest first: so many that came before an edit (its `id`), or the last ones."""
        return await self._read(lambda s: _edits(s, incident_id, before, limit))

    async def postmortem_edit(self, incident_id: int, edit: int) -> PostmortemEdit | None:
        """One edit of it."""
        return await self._read(lambda s: _edit(s, incident_id, edit))


def _edits(session: Session, incident_id: int, before: int | None, limit: int) -> list[PostmortemEdit]:
    query = select(PostmortemEdit).where(col(PostmortemEdit.incident_id) == incident_id)
    if before is not None:
        query = query.where(col(PostmortemEdit.id) < before)
    return list(session.scalars(query.order_by(col(PostmortemEdit.id).desc()).limit(limit)))


def _edit(session: Session, incident_id: int, edit: int) -> PostmortemEdit | None:
    found = session.get(PostmortemEdit, edit)
    return found if found and found.incident_id == incident_id else None
