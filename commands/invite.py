"""`/incident invite @person @group service`: bring more people into the room."""

from blocks import answers
from blocks.reading import grouped, mentioned, without_codes
from blocks.text import channel, escape, group, person
from commands.call import Call, Command, Reply
from incidents.inviting import invite
from incidents.permissions import CHANGE
from incidents.refusal import Refusal
from incidents.services import to_call

HOW = "Name people and user groups with @, and services as the config calls them: `/incident invite @ada @oncall`."


async def run(call: Call) -> Reply:
    people, groups = mentioned(call.words), grouped(call.words)
    services = to_call(call.catalog, without_codes(call.words), how=HOW)
    if not (people or groups or services):
        raise Refusal(f"Whom? {HOW}")
    people, groups = list(dict.fromkeys(people)), list(dict.fromkeys(groups))
    names = [service.name for service in services]
    changed = await call.store.change(
        call.where,
        lambda i: invite(i, people=people, groups=groups, services=names, by=call.person),
        once=call.once,
    )
    named = [*map(person, people), *map(group, groups)]
    named += [f"the people of {escape(service.name)}" for service in services]
    room = channel(changed.incident.channel_id or "")
    return answers.sentence(f"Inviting {', '.join(dict.fromkeys(named))} to {room}.")


INVITE = Command(
    word="invite",
    usage="invite @person @group service",
    does="brings people, user groups and the people of a service into the room",
    run=run,
    needs=CHANGE,
)
