"""`/incident edit`: one form for everything."""

from blocks import answers, ids
from blocks.edit_form import edit_form
from commands.call import Call, Command, Reply
from incidents.permissions import CHANGE


async def run(call: Call) -> Reply:
    incident = await call.store.incident(call.where)
    if await call.open_form(edit_form(incident, call.catalog, response_url=call.response_url)):
        return None
    return answers.open_form_again(ids.OPEN_EDIT, str(incident.id))


EDIT = Command(
    word="edit",
    usage="edit",
    does="one form for title, summary, severity, status, services, users affected and the start of the impact",
    run=run,
    needs=CHANGE,
)
