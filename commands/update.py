"""`/incident update [text [next 30m]]`: tells everybody how things stand; without a text a form asks."""

from blocks import answers, ids, updates
from blocks.update_form import writing
from commands.call import Call, Command, Reply
from incidents import permissions
from incidents.change import Change
from incidents.incident import Incident
from incidents.status import must_be_open
from incidents.update_words import promised
from incidents.updates import write_update


async def run(call: Call) -> Reply:
    if not call.words.strip():
        return await _form(call)
    text, next_at, said = promised(call.words, now=call.at, tz=await call.tz())

    def write(incident: Incident) -> Change:
        every = call.catalog.update_every(incident.severity)
        due = call.at + every if every and not said else next_at
        return write_update(incident, text, call.catalog, by=call.person, at=call.at, next_at=due)

    changed = await call.store.change(call.where, write, once=call.once)
    return updates.written(changed.incident)


async def _form(call: Call) -> Reply:
    incident = await call.store.incident(call.where)
    must_be_open(incident)
    draft = await call.store.draft(incident.id or 0, call.person)
    form = writing(incident, call.catalog, draft=draft, now=call.at, response_url=call.response_url)
    if await call.open_form(form):
        return None
    return answers.open_form_again(ids.WRITE_UPDATE, updates.about(incident))


UPDATE = Command(
    word="update",
    usage="update [text [next 30m]]",
    does="tells everybody how things stand, and when they hear more; without a text a form asks",
    run=run,
    needs=lambda words: permissions.CHANGE if words.strip() else permissions.TELL,  # words are for our own people
)
