"""Documents that are kept when a room is archived."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import col

from incidents.kept import KeptDocument
from storage.database import Transaction
from storage.threads import Threads


class Kept(Threads):
    """Part of the store."""

    async def keep_documents(self, incident_id: int, documents: Mapping[str, str]) -> None:
        """Keep them by their names, in place of older ones."""

        def work(session: Transaction) -> None:
            for name, content in documents.items():
                session.merge(
                    KeptDocument(incident_id=incident_id, name=name, content=content, kept_at=self.clock())
                )

        await self._write(work)

    async def kept_documents(self, incident_id: int) -> dict[str, str]:
        """What is kept of an incident, by name."""
        of_it = select(KeptDocument).where(col(KeptDocument.incident_id) == incident_id)
        found = await self._read(lambda s: list(s.scalars(of_it.order_by(col(KeptDocument.name)))))
        return {each.name: each.content for each in found}

    async def kept_at(self, incident_id: int) -> datetime | None:
        """When they were kept, if there are any."""
        latest = select(func.max(col(KeptDocument.kept_at))).where(col(KeptDocument.incident_id) == incident_id)
        return await self._read(lambda s: s.scalar(latest))
