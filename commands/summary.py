"""`/incident summary [words]`: shows what is happening, or writes it down."""

from blocks import answers
from commands.call import Call, Command, Reply, unless_alone
from incidents.permissions import CHANGE
from incidents.words import set_summary


async def run(call: Call) -> Reply:
    if not call.words.strip():
        return answers.summary(await call.store.incident(call.where))
    changed = await call.store.change(
        call.where, lambda i: set_summary(i, call.words, by=call.person, at=call.at), once=call.once
    )
    place = "on its card" if changed.incident.channel_id else "written down"
    return answers.sentence(f"The summary of *{changed.incident.ref}* is {place}.")


SUMMARY = Command(
    word="summary",
    usage="summary [words]",
    does="alone shows what is happening; with words it is written down",
    run=run,
    needs=unless_alone(CHANGE),
)
