"""`/incident doctor`: compares the room with what it should be; the answer brings a button that repairs it."""

from blocks.doctor import looking
from commands.call import Call, Command, Reply
from incidents.doctor import examine


async def run(call: Call) -> Reply:
    changed = await call.store.change(
        call.where, lambda i: examine(i, by=call.person, response_url=call.response_url), once=call.once
    )
    return looking(changed.incident)


DOCTOR = Command(
    word="doctor",
    usage="doctor",
    does="compares the room with what it should be, and repairs it on a click",
    run=run,
)
