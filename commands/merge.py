"""`/incident merge INC-7`: this incident turns out to be INC-7."""

from blocks.merging import merged
from blocks.reading import room
from commands.call import NAMED, Call, Command, Reply
from incidents.incident import Incident
from incidents.merging import elsewhere, merge
from incidents.refusal import Refusal
from storage.where import Where, in_channel, numbered

HOW = "`/incident merge INC-7` makes this incident a part of INC-7: people and timeline go on there."


async def run(call: Call) -> Reply:
    other = named(call.words, call.person)
    into = await call.store.incident(other)
    if into.merged_into:
        incident = await call.store.incident(call.where)
        raise elsewhere(incident, into, (await _last(call, into)).id)
    changed, _ = await call.store.change_both(
        call.where, other, lambda i, other: merge(i, other, by=call.person, at=call.at), once=call.once
    )
    return merged(changed.incident)


def named(words: str, person: str) -> Where:
    """The one incident that this person names, by number or by its room (`#inc-7-…`), `into` before it or not."""
    name = words.strip()
    for filler in ("into ", "with "):
        name = name.removeprefix(filler).lstrip()
    number, channel = NAMED.fullmatch(name), room(name)
    if number:
        return numbered(int(number.group(1)), seen_by=person)
    if channel:
        return in_channel(channel, seen_by=person)
    raise Refusal(f"Which other incident? {HOW}")


async def _last(call: Call, into: Incident) -> Incident:
    """Where it has gone by way of others."""
    while into.merged_into:
        into = await call.store.incident(numbered(into.merged_into, seen_by=call.person))
    return into


MERGE = Command(
    word="merge",
    usage="merge INC-7",
    does="this incident turns out to be INC-7: people and timeline go on there",
    run=run,
)
