"""Reading what has to do with tickets: which are followed, in one query each."""

from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session
from sqlmodel import col

from incidents.incident import Incident
from incidents.task import Task
from storage.threads import Threads

Ids = dict[int, list[str]]
"""By the number of the incident: the ids of tickets of its tasks."""


class Tickets(Threads):
    """The part of the store that knows tickets."""

    async def followed_tickets(self, *, since: datetime) -> Ids:
        """Those that are there, but not those that were closed before `since`."""
        return await self._read(lambda session: _of(session, _followed(since)))

    async def missed_tickets(self, *, since: datetime) -> Ids:
        """Those that the tracker has shown no more since then, and may show again."""
        return await self._read(lambda session: _of(session, col(Task.ticket_gone_at) >= since))


def _followed(since: datetime) -> ColumnElement[bool]:
    """Whether one is there, and is open, or was closed so late that somebody may open it again."""
    closed = col(Task.ticket_closed_at)
    return col(Task.ticket_gone_at).is_(None) & or_(closed.is_(None), closed >= since)


def _of(session: Session, wanted: ColumnElement[bool]) -> Ids:
    """Those of tasks that people see; of a merged incident they go on in the other one."""
    seen = (
        col(Task.ticket_key).is_not(None),
        col(Task.dropped_at).is_(None),
        col(Incident.merged_into).is_(None),
    )
    of_its = col(Incident.id) == col(Task.incident_id)
    both = select(col(Task.incident_id), col(Task.ticket_id)).join(Incident, of_its)
    found: Ids = {}
    for number, ticket in session.execute(both.where(*seen, wanted).order_by(col(Task.id))).tuples():
        if number and ticket and ticket.isdigit():
            found.setdefault(number, []).append(ticket)
    return found
