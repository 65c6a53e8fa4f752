"""`/incident unfollow [all|sev1] [service] [@group]`: be invited no longer."""

from blocks import answers
from blocks.text import group
from commands.call import Call, Command, Reply
from commands.follow import parse
from incidents.permissions import ANYBODY


async def run(call: Call) -> Reply:
    if not call.words.strip():
        count = await call.store.unfollow([call.person], once=call.once)
        return answers.sentence("You follow nothing any more." if count else "You followed nothing.")
    asked = parse(call)
    gone = await call.store.unfollow(asked.who, asked.severity, asked.service, once=call.once)
    whose = "You" if asked.who == (call.person,) else ", ".join(map(group, asked.who))
    if not gone:
        return answers.sentence(f"{whose} did not follow {asked.spoken()}.")
    return answers.sentence(f"{whose}: no longer invited to new war rooms of {asked.spoken()}.")


UNFOLLOW = Command(
    word="unfollow",
    usage="unfollow [all|sev1] [service] [@group]",
    does="takes back what `follow` said; alone everything of yours",
    run=run,
    needs=ANYBODY,
)
