"""`/incident close`: all is said, so the room is archived, once whoever wants it has said that they are sure."""

from blocks.closing import close_asked
from commands.call import Call, Command, Reply
from incidents.closing import must_be_over
from incidents.permissions import RESOLVE


async def run(call: Call) -> Reply:
    incident = await call.store.incident(call.where)
    must_be_over(incident, call.catalog)
    return close_asked(incident)


CLOSE = Command(
    word="close",
    usage="close",
    does="archives the room of an incident about which all is said; it asks first",
    run=run,
    needs=RESOLVE,
)
