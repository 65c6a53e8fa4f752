"""`/incident declare [title]`: with a title at once, without one through a form."""

import json

from blocks import answers, ids
from blocks.forms import declare_form
from commands.call import Call, Command, Reply
from incidents.declare import declare
from storage.where import NEW


async def run(call: Call) -> Reply:
    if not call.words.strip():
        return await _form(call)
    changed = await call.store.change(
        NEW,
        lambda incident: declare(
            incident,
            title=call.words,
            severity=call.catalog.default_severity,
            by=call.person,
            at=call.at,
            bridges=call.catalog.bridges_of((), call.person),
            room=call.catalog.opens_room(call.catalog.default_severity),
            response_url=call.response_url,
        ),
        once=call.once,
    )
    return answers.declaring(changed.incident)


async def _form(call: Call) -> Reply:
    metadata = json.dumps({"response_url": call.response_url})
    if await call.open_form(declare_form(call.catalog, metadata)):
        return None
    return answers.open_form_again(ids.OPEN_DECLARE, "Slack was too slow to open the form.")


DECLARE = Command(
    word="declare",
    usage="declare [title]",
    does="opens a war room; without a title a form asks",
    run=run,
)
