"""The clock's look at tickets: how those stand that are not closed yet."""

from dataclasses import dataclass
from functools import partial

import structlog

from incidents.ticket_states import Seen, tickets_seen
from integrations.errors import OutsideError
from integrations.jira_answers import Issue
from jobs.desk import Desk
from storage.where import numbered

log = structlog.get_logger("tickets")


@dataclass(frozen=True)
class TicketWatch:
    """Several processes may look at once: what one has written down, the other finds as it was."""

    desk: Desk

    async def tick(self) -> None:
        """One search for many tickets; an incident is touched only where one of its tickets stands otherwise."""
        jira, store = self.desk.tickets, self.desk.store
        followed = await store.followed_tickets() if jira else {}
        if jira is None or not followed:
            return
        try:
            found = await jira.states(sorted({each for ids in followed.values() for each in ids}, key=int))
        except OutsideError as error:
            log.warning("Jira did not say how tickets stand", why=str(error))
            return
        for number, ids in followed.items():
            seen = {each: _seen(found.get(each)) for each in ids}
            at = self.desk.now()
            try:
                await store.change(numbered(number), partial(tickets_seen, found=seen, at=at))
            except Exception as error:  # one incident's trouble is not another's
                log.exception("a ticket's status was not written down", incident=number, exc_info=error)


def _seen(issue: Issue | None) -> Seen | None:
    if issue is None:
        return None
    return Seen(key=issue.key, url=issue.url, status=issue.status, done=issue.done)
