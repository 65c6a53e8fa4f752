"""`/incident ack`: somebody has seen it and looks into it."""

from blocks import facts
from commands.call import Call, Command, Reply
from incidents.acknowledging import acknowledge
from incidents.permissions import CHANGE


async def run(call: Call) -> Reply:
    changed = await call.store.change(
        call.where, lambda i: acknowledge(i, by=call.person, at=call.at), once=call.once
    )
    return facts.acknowledged(changed.incident, anew=bool(changed.change))


ACKNOWLEDGE = Command(
    word="ack",
    usage="ack",
    does="says that you have seen it and look into it; the first one counts",
    run=run,
    needs=CHANGE,
)
