"""`/incident catchup`: where things stand, in short."""

from blocks.catchup import UPDATES, catch_up
from commands.call import Call, Command, Reply
from incidents.catchup import caught_up
from incidents.permissions import ANYBODY


async def run(call: Call) -> Reply:
    changed = await call.store.change(call.where, lambda i: caught_up(i, call.person, at=call.at), once=call.once)
    number = changed.incident.id or 0
    entries = await call.store.timeline(number)
    updates = await call.store.posted_updates(number, limit=UPDATES)
    here = call.channel == changed.incident.channel_id
    return catch_up(changed.incident, entries, updates, call.catalog, here=here, now=call.at)


CATCHUP = Command(
    word="catchup",
    usage="catchup",
    does="where things stand: who leads, what is known, who does what, when there is more",
    run=run,
    needs=ANYBODY,
)
