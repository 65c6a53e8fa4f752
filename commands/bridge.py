"""`/incident bridge [zoom|meet|new|URL|end]`: where people talk to each other."""

from blocks import answers
from blocks.text import escape
from commands.call import Call, Command, Reply, unless_alone
from incidents.bridge import ask_bridge, bridge_url, end_bridge, set_bridge
from incidents.catalog import PROVIDERS
from incidents.meeting import provider_name
from incidents.permissions import CHANGE
from incidents.refusal import Refusal

NEW, END = "new", "end"


async def run(call: Call) -> Reply:
    word = call.words.strip().casefold()
    if not word:
        return answers.bridge(await call.store.incident(call.where), call.catalog)
    if word == END:
        changed = await call.store.change(
            call.where, lambda i: end_bridge(i, by=call.person, at=call.at), once=call.once
        )
        return answers.sentence(f"The bridge of *{changed.incident.ref}* has ended.")
    return await (_ask(call, word) if word == NEW or word in PROVIDERS else _move(call))


async def _ask(call: Call, word: str) -> Reply:
    if word != NEW and word not in call.catalog.providers:
        raise Refusal(f"{provider_name(word)} is not set up here, so nothing was changed.")
    incident = await call.store.incident(call.where)
    ways = call.catalog.bridges_to_ask(incident.services, incident.declared_by) if word == NEW else (word,)
    changed = await call.store.change(
        call.where, lambda i: ask_bridge(i, ways, by=call.person, at=call.at), once=call.once
    )
    return answers.bridge(changed.incident, call.catalog)


async def _move(call: Call) -> Reply:
    url = bridge_url(call.words)
    changed = await call.store.change(
        call.where, lambda i: set_bridge(i, url, by=call.person, at=call.at), once=call.once
    )
    already = "" if changed.change else " already"
    return answers.sentence(f"The bridge of *{changed.incident.ref}* is{already} {escape(url)}.")


BRIDGE = Command(
    word="bridge",
    usage="bridge [zoom|meet|new|URL|end]",
    does="alone shows where people talk; starts a meeting, moves to an address, or ends it",
    run=run,
    needs=unless_alone(CHANGE),
)
