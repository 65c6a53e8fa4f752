"""The clock's look at tickets: how those stand that are not closed yet."""

from dataclasses import dataclass
from functools import partial

import structlog

from incidents.ticket_states import Seen, tickets_seen
from integrations.errors import OutsideError
from integrations.jira_answers import Issue
from jobs.desk import Desk
from storage.where import numbered

MANY = 3

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
        every = {each for ids in followed.values() for each in ids}
        unbelievable = _too_many(gone=every - found.keys(), of=every)
        if unbelievable:
            log.warning("most tickets are out of our sight in Jira: look at what its account may see")
        for number, ids in followed.items():
            seen = {each: _seen(found.get(each)) for each in ids if each in found or not unbelievable}
            at = self.desk.now()
            try:
                await store.change(numbered(number), partial(tickets_seen, found=seen, at=at))
            except Exception as error:  # one incident's trouble is not another's
                log.exception("a ticket's status was not written down", incident=number, exc_info=error)


def _too_many(*, gone: set[str], of: set[str]) -> bool:
    """People delete a ticket now and then; where most vanish at once, we are rather not allowed to see them."""
    return len(gone) >= MANY and len(gone) * 2 > len(of)


def _seen(issue: Issue | None) -> Seen | None:
    if issue is None:
        return None
    return Seen(key=issue.key, url=issue.url, status=issue.status, done=issue.done)
