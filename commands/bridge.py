"""`/incident bridge [URL|end]`: where people talk to each other."""

from blocks import answers
from blocks.text import escape
from commands.call import Call, Command, Reply
from incidents.bridge import bridge_url, end_bridge, set_bridge


async def run(call: Call) -> Reply:
    if not call.words.strip():
        return answers.bridge(await call.store.incident(call.where))
    if call.words.strip().casefold() == "end":
        changed = await call.store.change(
            call.where, lambda i: end_bridge(i, by=call.person, at=call.at), once=call.once
        )
        return answers.sentence(f"The bridge of *{changed.incident.ref}* has ended.")
    url = bridge_url(call.words)
    changed = await call.store.change(
        call.where, lambda i: set_bridge(i, url, by=call.person, at=call.at), once=call.once
    )
    already = "" if changed.change else " already"
    return answers.sentence(f"The bridge of *{changed.incident.ref}* is{already} {escape(url)}.")


BRIDGE = Command(
    word="bridge",
    usage="bridge [URL|end]",
    does="alone shows where people talk; with an address it is set, with `end` it is taken away",
    run=run,
)
