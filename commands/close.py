"""`/incident close`: all is said, so the room is archived now."""

from blocks.closing import closing_now
from commands.call import Call, Command, Reply
from incidents.closing import close_now
from incidents.permissions import RESOLVE


async def run(call: Call) -> Reply:
    by, at, catalog = call.person, call.at, call.catalog
    changed = await call.store.change(call.where, lambda i: close_now(i, catalog, by=by, at=at), once=call.once)
    return closing_now(changed.incident)


CLOSE = Command(
    word="close",
    usage="close",
    does="archives the room of an incident about which all is said",
    run=run,
    needs=RESOLVE,
)
