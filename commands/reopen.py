"""`/incident reopen [why]`: it broke again."""

from blocks import answers
from commands.call import Call, Command, Reply
from incidents.ending import reopen


async def run(call: Call) -> Reply:
    changed = await call.store.change(
        call.where, lambda i: reopen(i, by=call.person, at=call.at, why=call.words), once=call.once
    )
    incident = changed.incident
    return answers.sentence(f"*{incident.ref}* is open again, *{incident.status}*. The clock runs on.")


REOPEN = Command(word="reopen", usage="reopen [why]", does="it broke again: the clock runs on", run=run)
