"""The clock's look at tickets: how they stand."""

from dataclasses import dataclass
from functools import partial

import structlog

from incidents.ticket_states import LOOKED_AFTER, Seen, tickets_seen
from integrations.errors import OutsideError
from integrations.jira_answers import Issue
from jobs.desk import Desk
from storage.tickets import Ids
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
        if jira is None:
            return
        since = self.desk.now() - LOOKED_AFTER
        followed, missed = await store.followed_tickets(since=since), await store.missed_tickets(since=since)
        try:
            found = await jira.states(_every(followed))
            again = await jira.states(_every(missed))  # on their own: a search that names one is made twice
        except OutsideError as error:
            log.warning("Jira did not say how tickets stand", why=str(error))
            return
        if _too_many(gone=len(set(_every(followed)) - found.keys()), of=len(_every(followed))):
            log.warning("most tickets are out of our sight in Jira: look at what its account may see")
            followed = {number: [each for each in ids if each in found] for number, ids in followed.items()}
        for number in sorted(followed.keys() | missed.keys()):
            ids = [*followed.get(number, ()), *missed.get(number, ())]
            await self._tell(number, {each: _seen(found.get(each) or again.get(each)) for each in ids})

    async def _tell(self, number: int, seen: dict[str, Seen | None]) -> None:
        at = self.desk.now()
        try:
            await self.desk.store.change(numbered(number), partial(tickets_seen, found=seen, at=at))
        except Exception as error:  # one incident's trouble is not another's
            log.exception("a ticket's status was not written down", incident=number, exc_info=error)


def _every(ids: Ids) -> list[str]:
    """Each once, in an order that stays."""
    return sorted({each for some in ids.values() for each in some}, key=int)


def _too_many(*, gone: int, of: int) -> bool:
    """People delete a ticket now and then; where most vanish at once, we are rather not allowed to see them."""
    return gone >= MANY and gone * 2 > of


def _seen(issue: Issue | None) -> Seen | None:
    if issue is None:
        return None
    return Seen(key=issue.key, url=issue.url, status=issue.status, done=issue.done)
