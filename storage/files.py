"""Files kept with incidents: what there is, their bytes, and nothing of what was deleted."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session
from sqlmodel import col

from incidents.kept_file import FileBytes, KeptFile
from incidents.timeline import TimelineEntry
from storage.database import Transaction
from storage.threads import Threads
from storage.where import Where, load


class Files(Threads):
    """The part of the store that keeps files."""

    async def files(self, numbers: Collection[int]) -> list[KeptFile]:
        """Those of these incidents that belong to what people see of their timelines."""
        return await self._read(lambda s: shown(s, numbers))

    async def files_of(self, number: int, channel_id: str, message_ts: str) -> list[KeptFile]:
        """Those of one message, also the ones that were refused."""
        return await self._read(lambda s: list(s.scalars(_of(number, channel_id, message_ts))))

    async def files_to_come(self, since: datetime) -> list[tuple[int, str, str]]:
        """Messages (incident, channel and ts) with files that were refused first since then and may come."""

        def look(session: Session) -> list[tuple[int, str, str]]:
            refused = (col(KeptFile.refused) != "", col(KeptFile.kept_at) >= since)
            found = session.scalars(select(KeptFile).where(*refused).order_by(col(KeptFile.id)))
            return list(dict.fromkeys((f.incident_id, f.channel_id, f.message_ts) for f in found if f.may_come))

        return await self._read(look)

    async def bytes_kept(self, number: int) -> int:
        """How many bytes an incident's files take."""
        total = select(func.sum(col(KeptFile.size))).where(col(KeptFile.incident_id) == number)
        return await self._read(lambda s: s.scalar(total) or 0)

    async def file(self, where: Where, file: int) -> tuple[KeptFile, bytes] | None:
        """One of what people see of an incident, whole. Raises NoSuchIncident where they may not see that."""

        def look(session: Session) -> tuple[KeptFile, bytes] | None:
            number = load(session, where).id or 0
            found = next((each for each in shown(session, [number]) if each.id == file), None)
            held = session.get(FileBytes, file) if found else None
            return (found, held.content) if found and held else None

        return await self._read(look)

    async def keep_file(self, file: KeptFile, content: bytes | None) -> None:
        """Keep it, or that it was refused; what is there already stays, but for what was to be tried again."""

        def work(session: Transaction) -> None:
            of_it = session.scalars(_of(file.incident_id, file.channel_id, file.message_ts))
            there = next((each for each in of_it if each.slack_id == file.slack_id), None)
            if there and not there.may_come:
                return
            if there:
                session.delete(there)
                session.flush()
            session.add(file)
            session.flush()
            if content is not None:
                session.add(FileBytes(file_id=file.id or 0, content=content))

        await self._write(work)

    async def drop_files(self, files: Sequence[KeptFile]) -> None:
        """Keep nothing of them."""
        ids = [each.id for each in files]

        def work(session: Transaction) -> None:
            session.execute(delete(FileBytes).where(col(FileBytes.file_id).in_(ids)))
            session.execute(delete(KeptFile).where(col(KeptFile.id).in_(ids)))

        await self._write(work)


def shown(session: Session, numbers: Collection[int]) -> list[KeptFile]:
    """Of messages that were neither taken away, nor hidden, nor deleted."""
    entry = TimelineEntry
    here = (
        col(entry.incident_id) == col(KeptFile.incident_id),
        col(entry.channel_id) == col(KeptFile.channel_id),
        col(entry.message_ts) == col(KeptFile.message_ts),
    )
    gone = (col(entry.removed_at), col(entry.hidden_at), col(entry.deleted_at))
    there = select(col(entry.id)).where(*here, *(moment.is_(None) for moment in gone)).exists()
    found = select(KeptFile).where(col(KeptFile.incident_id).in_(numbers), col(KeptFile.refused) == "", there)
    return list(session.scalars(found.order_by(col(KeptFile.id))))


def _of(number: int, channel_id: str, message_ts: str) -> Select[tuple[KeptFile]]:
    return select(KeptFile).where(
        col(KeptFile.incident_id) == number,
        col(KeptFile.channel_id) == channel_id,
        col(KeptFile.message_ts) == message_ts,
    )
