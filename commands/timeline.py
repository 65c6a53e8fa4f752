"""`/incident timeline [page]`: what happened, oldest first."""

from blocks.timeline import timeline
from commands.call import Call, Command, Reply
from incidents.listing import LAST_PAGE, page_of
from incidents.permissions import ANYBODY
from incidents.refusal import Refusal

NEWEST = ("last", "newest", "latest")


async def run(call: Call) -> Reply:
    page = _page(call.first.casefold())
    incident = await call.store.incident(call.where)
    number = incident.id or 0
    return timeline(incident, await call.store.timeline(number), page, await call.store.hidden(number))


def _page(word: str) -> int:
    if not word:
        return 1
    if word in NEWEST:
        return LAST_PAGE
    page = page_of(word)
    if page is None:
        raise Refusal(
            "`/incident timeline` begins with the oldest; a number turns to a page, `last` to the newest."
        )
    return page


TIMELINE = Command(
    word="timeline",
    usage="timeline [page|last]",
    does="what happened, oldest first, a page at a time",
    run=run,
    needs=ANYBODY,
)
