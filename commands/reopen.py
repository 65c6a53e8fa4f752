"""`/incident reopen [why]`: it broke again."""

from blocks import answers
from blocks.merging import parted
from commands.call import Call, Command, Reply
from incidents.ending import reopen
from incidents.merging import part
from storage.where import numbered


async def run(call: Call) -> Reply:
    merged = await call.store.incident(call.where)
    if merged.merged_into:
        return await _taken_out(call, merged.merged_into)
    changed = await call.store.change(
        call.where, lambda i: reopen(i, by=call.person, at=call.at, why=call.words), once=call.once
    )
    incident = changed.incident
    return answers.sentence(f"*{incident.ref}* is open again, *{incident.status}*. The clock runs on.")


async def _taken_out(call: Call, into: int) -> Reply:
    """It was merged, and is a trouble of its own after all."""
    changed, other = await call.store.change_both(
        call.where,
        numbered(into, seen_by=None),  # they need not see the other to take theirs out of it
        lambda i, other: part(i, other, by=call.person, at=call.at, why=call.words),
        once=call.once,
    )
    return parted(changed.incident, other.incident.ref)


REOPEN = Command(word="reopen", usage="reopen [why]", does="it broke again: the clock runs on", run=run)
