"""`/incident invite @person @group service`: bring more people into the room."""

from blocks import answers
from blocks.reading import grouped, mentioned, without_codes
from blocks.text import channel, escape, group, person
from commands.call import Call, Command, Reply
from incidents.catalog import Catalog, Service
from incidents.inviting import invite
from incidents.permissions import CHANGE
from incidents.refusal import Refusal

HOW = "Name people and user groups with @, and services as the config calls them: `/incident invite @ada @oncall`."


async def run(call: Call) -> Reply:
    people, groups = mentioned(call.words), grouped(call.words)
    services = _services(call.catalog, without_codes(call.words))
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


def _services(catalog: Catalog, words: str) -> list[Service]:
    """The services that are named, each by one or more words; what is left over is refused."""
    found, left = [], words.replace(",", " ").split()
    while left:
        for length in range(len(left), 0, -1):
            service = catalog.service(" ".join(left[:length]))
            if service and not (service.people or service.group):
                raise Refusal(f"The config names nobody for the service “{service.name}”, so nobody was invited.")
            if service:
                found.append(service)
                left = left[length:]
                break
        else:
            raise Refusal(f"“{left[0][:40]}” is no service, and no person or user group. {HOW}")
    return found


INVITE = Command(
    word="invite",
    usage="invite @person @group service",
    does="brings people, user groups and the people of a service into the room",
    run=run,
    needs=CHANGE,
)
