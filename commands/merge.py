"""`/incident merge INC-7`: this incident turns out to be INC-7."""

import re

from blocks.merging import merged
from blocks.reading import room
from commands.call import Call, Command, Reply
from incidents.incident import Incident
from incidents.merging import elsewhere, merge
from incidents.permissions import RESOLVE
from incidents.refusal import Refusal
from storage.where import NoSuchIncident, Where, in_channel, in_room_called, numbered

NUMBER = re.compile(r"#?(?:inc-?)?(\d{1,30})", re.IGNORECASE)
ROOM_NAME = re.compile(r"#(\S{1,80})")
HOW = "`/incident merge INC-7` makes this incident a part of INC-7: people and timeline go on there."


async def run(call: Call) -> Reply:
    other = named(call.words, call.person)
    into = await call.store.incident(other)
    incident = await _here(call, into)
    if into.merged_into:
        raise elsewhere(incident, into, (await _last(call, into)).id)
    changed, _ = await call.store.change_both(
        call.where, other, lambda i, other: merge(i, other, by=call.person, at=call.at), once=call.once
    )
    return merged(changed.incident)


def named(words: str, person: str) -> Where:
    """The one incident that this person names: `INC-7`, `7`, or its room `#inc-7-…`, `into` before it or not."""
    name = words.strip()
    for filler in ("into ", "with "):
        name = name.removeprefix(filler).lstrip()
    number, channel = NUMBER.fullmatch(name), room(name)
    if number:
        return numbered(int(number.group(1)), seen_by=person)
    if channel:
        return in_channel(channel, seen_by=person)
    if typed := ROOM_NAME.fullmatch(name):
        return in_room_called(typed.group(1).casefold(), seen_by=person)
    raise Refusal(f"Which other incident? {HOW}")


async def _here(call: Call, into: Incident) -> Incident:
    """The one that turns out to be `into`; outside a war room that has to be said, too."""
    try:
        return await call.store.incident(call.where)
    except NoSuchIncident:
        if call.number is not None:
            raise
        raise Refusal(
            f"This channel is not a war room, so name both: `/incident INC-… merge {into.ref}`, where "
            f"INC-… is the one that turns out to be {into.ref}."
        ) from None


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
    needs=RESOLVE,
)
