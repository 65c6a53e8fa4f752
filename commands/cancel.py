"""`/incident cancel [reason]`: it was a false alarm."""

from blocks import ending
from commands.call import Call, Command, Reply
from incidents.ending import cancel
from incidents.permissions import RESOLVE


async def run(call: Call) -> Reply:
    changed = await call.store.change(
        call.where, lambda i: cancel(i, by=call.person, at=call.at, reason=call.words), once=call.once
    )
    return ending.ended(changed.incident)


CANCEL = Command(
    word="cancel",
    usage="cancel [reason]",
    does="a false alarm: stays out of the figures, no post-mortem",
    run=run,
    needs=RESOLVE,
)
