"""`/incident reopen [why]`: it broke again."""

from blocks import ending
from blocks.merging import parted
from commands.call import Call, Command, Reply
from incidents.ending import reopen
from incidents.merging import part
from incidents.permissions import RESOLVE
from storage.where import numbered


async def run(call: Call) -> Reply:
    merged = await call.store.incident(call.where)
    if merged.merged_into:
        return await _taken_out(call, merged.merged_into)
    by, at, why, url = call.person, call.at, call.words, call.response_url
    changed = await call.store.change(
        call.where, lambda i: reopen(i, by=by, at=at, why=why, response_url=url), once=call.once
    )
    return ending.reopened(changed.incident)


async def _taken_out(call: Call, into: int) -> Reply:
    """It was merged, and is a trouble of its own after all."""
    by, at, why, url = call.person, call.at, call.words, call.response_url
    changed, other = await call.store.change_both(
        call.where,
        numbered(into, seen_by=None),  # they need not see the other to take theirs out of it
        lambda i, other: part(i, other, by=by, at=at, why=why, response_url=url),
        once=call.once,
    )
    return parted(changed.incident, other.incident.ref)


REOPEN = Command(
    word="reopen", usage="reopen [why]", does="it broke again: the clock runs on", run=run, needs=RESOLVE
)
