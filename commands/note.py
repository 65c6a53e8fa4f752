"""`/incident note text`: a line for the timeline."""

from blocks import answers
from commands.call import Call, Command, Reply
from incidents.permissions import ANYBODY
from incidents.words import add_note


async def run(call: Call) -> Reply:
    changed = await call.store.change(
        call.where, lambda i: add_note(i, call.words, by=call.person, at=call.at), once=call.once
    )
    return answers.sentence(f"It is on the timeline of *{changed.incident.ref}*.")


NOTE = Command(word="note", usage="note text", does="adds a line to the timeline", run=run, needs=ANYBODY)
