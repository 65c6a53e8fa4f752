"""Reading what has to do with tickets: which are followed, in one query."""

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlmodel import col

from incidents.incident import Incident
from incidents.task import Task
from storage.threads import Threads


class Tickets(Threads):
    """The part of the store that knows tickets."""

    async def followed_tickets(self) -> dict[int, list[str]]:
        """By the number of the incident: the ids of its tickets that are not closed yet."""
        return await self._read(followed)


def followed(session: Session) -> dict[int, list[str]]:
    """Those that are there, of tasks that people see; of a merged incident they go on in the other one."""
    ended = (Task.ticket_closed_at, Task.ticket_gone_at, Task.dropped_at)
    still = [col(each).is_(None) for each in ended]
    there = (col(Task.ticket_key).is_not(None), col(Incident.merged_into).is_(None))
    of_its = col(Incident.id) == col(Task.incident_id)
    both = select(col(Task.incident_id), col(Task.ticket_id)).join(Incident, of_its)
    wanted = both.where(*there, *still)
    found: dict[int, list[str]] = {}
    for number, ticket in session.execute(wanted.order_by(col(Task.id))).tuples():
        if number and ticket and ticket.isdigit():
            found.setdefault(number, []).append(ticket)
    return found
