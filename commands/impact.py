"""`/incident impact [time|unknown]`: since when it hurts, read in the zone of whoever types."""

from blocks import facts
from commands.call import Call, Command, Reply, unless_alone
from incidents.facts import set_impact_start
from incidents.permissions import CHANGE
from incidents.times import moment

UNKNOWN = "unknown"


async def run(call: Call) -> Reply:
    words = call.words.strip()
    if not words:
        return facts.impact(await call.store.incident(call.where), now=call.at)
    tz = await call.tz()
    start = None if words.casefold() == UNKNOWN else moment(words, now=call.at, tz=tz, past=True)
    changed = await call.store.change(
        call.where, lambda i: set_impact_start(i, start, by=call.person, at=call.at), once=call.once
    )
    return facts.impact(changed.incident, now=call.at, zone="" if tz else "UTC")


IMPACT = Command(
    word="impact",
    usage="impact [time|unknown]",
    does="alone shows since when it hurts; `14:30`, `20 min ago` or `yesterday 22:10` sets it",
    run=run,
    needs=unless_alone(CHANGE),
)
