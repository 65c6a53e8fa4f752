"""`/incident title [words]`: shows the title, or says it better."""

from blocks import answers
from commands.call import Call, Command, Reply, unless_alone
from incidents.permissions import CHANGE
from incidents.words import set_title


async def run(call: Call) -> Reply:
    if not call.words.strip():
        return answers.title(await call.store.incident(call.where))
    changed = await call.store.change(
        call.where, lambda i: set_title(i, call.words, by=call.person, at=call.at), once=call.once
    )
    return answers.title(changed.incident)


TITLE = Command(
    word="title",
    usage="title [words]",
    does="alone shows the title; with words it changes, and the room's name too",
    run=run,
    needs=unless_alone(CHANGE),
)
