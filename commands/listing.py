"""`/incident list [sev1] [resolved|all] [mine|@person] [words] [page]`: what is open, or what else is wanted."""

from dataclasses import replace

from blocks.listing import incident_list
from blocks.reading import mentioned, without_codes
from commands.call import Call, Command, Reply
from incidents.listing import Wanted, wanted
from incidents.permissions import ANYBODY
from incidents.refusal import Refusal


async def run(call: Call) -> Reply:
    found = await _wanted(call)
    incidents, total = await call.store.listed(found, seen_by=call.person)
    return incident_list(incidents, total, found, call.catalog, now=call.at)


async def _wanted(call: Call) -> Wanted:
    """As typed; words that are the name of one person mean that person."""
    people = mentioned(call.words)
    if len(people) > 1:
        raise Refusal("A list is of one person: `/incident list @person`.")
    found = wanted(without_codes(call.words), call.catalog, me=call.person, person="".join(people))
    if not found.words or found.person:
        return found
    named = await call.store.people_called(found.words.removeprefix("@"))
    return replace(found, words="", person=named[0].id) if len(named) == 1 else found


LIST = Command(
    word="list",
    usage="list [sev1] [resolved|all] [mine|@person] [words] [page]",
    does="what is open, newest first; narrowed by severity, state, person, service or words of the title",
    run=run,
    needs=ANYBODY,
)
