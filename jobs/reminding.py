"""The clock's look for reminders that are due."""

from dataclasses import dataclass

import structlog

from incidents.due import fire
from jobs.desk import Desk
from storage.where import numbered

log = structlog.get_logger("reminding")


@dataclass(frozen=True)
class Reminding:
    """Several processes may look at once: the incident's lock lets each reminder come once."""

    desk: Desk

    async def tick(self) -> None:
        """Let come what is due by now; one incident's trouble is not another's."""
        now = self.desk.now()
        for number in await self.desk.store.to_remind(now):
            try:
                await self.desk.store.change(numbered(number), lambda i: fire(i, self.desk.catalog, at=now))
            except Exception as error:  # a fault of ours must not keep the others waiting
                log.exception("a reminder failed", incident=number, exc_info=error)
