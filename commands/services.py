"""`/incident services [names|none]`: what is broken."""

from blocks import facts
from commands.call import Call, Command, Reply, unless_alone
from incidents.permissions import CHANGE
from incidents.services import named, set_services

NONE = "none"


async def run(call: Call) -> Reply:
    words = call.words.strip()
    if not words:
        return facts.services(await call.store.incident(call.where))
    wanted = [] if words.casefold() == NONE else named(call.catalog, words)
    changed = await call.store.change(
        call.where, lambda i: set_services(i, wanted, by=call.person, at=call.at), once=call.once
    )
    return facts.services(changed.incident)


SERVICES = Command(
    word="services",
    usage="services [names|none]",
    does="alone shows which services are broken; with their names it is written down, and who is on call comes",
    run=run,
    needs=unless_alone(CHANGE),
)
