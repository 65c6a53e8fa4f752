"""`/incident resolve [what fixed it]`: stops the clock; without a text a form asks."""

import json

from blocks import answers, ending, ids
from blocks.forms import resolve_form
from commands.call import Call, Command, Reply
from incidents import permissions
from incidents.ending import resolve
from incidents.status import must_be_open


async def run(call: Call) -> Reply:
    if call.words.strip():
        return await resolve_at_once(call, call.words)
    incident = await call.store.incident(call.where)
    must_be_open(incident)
    metadata = json.dumps({"incident": incident.id, "response_url": call.response_url})
    if await call.open_form(resolve_form(incident, metadata)):
        return None
    return answers.open_form_again(ids.REOPEN_RESOLVE, str(incident.id))


async def resolve_at_once(call: Call, resolution: str) -> Reply:
    """Resolve with what is known, and offer Undo with the answer."""
    changed = await call.store.change(
        call.where,
        lambda i: resolve(i, by=call.person, at=call.at, resolution=resolution),
        once=call.once,
    )
    return ending.ended(changed.incident)


RESOLVE = Command(
    word="resolve",
    usage="resolve [what fixed it]",
    does="stops the clock and drafts the post-mortem; without a text a form asks",
    run=run,
    needs=permissions.RESOLVE,
)
