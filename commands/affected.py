"""`/incident affected [number or words]`: how many users it hits."""

from blocks import facts
from commands.call import Call, Command, Reply, unless_alone
from incidents.facts import set_users_affected
from incidents.permissions import CHANGE

UNKNOWN = "unknown"


async def run(call: Call) -> Reply:
    words = call.words.strip()
    if not words:
        return facts.affected(await call.store.incident(call.where))
    known = "" if words.casefold() == UNKNOWN else words
    changed = await call.store.change(
        call.where, lambda i: set_users_affected(i, known, by=call.person, at=call.at), once=call.once
    )
    return facts.affected(changed.incident)


AFFECTED = Command(
    word="affected",
    usage="affected [number or words|unknown]",
    does="alone shows how many users are affected; with a number or words it is written down",
    run=run,
    needs=unless_alone(CHANGE),
)
