"""The services that are broken: by the names of the config, where it has some."""

from collections.abc import Sequence
from datetime import datetime
from difflib import get_close_matches

from incidents.catalog import Catalog, Service
from incidents.change import NOTHING, Change, Effect, Entry
from incidents.effects.people import InvitePeople
from incidents.incident import Incident
from incidents.refusal import Refusal
from incidents.shown import facts, has_room
from incidents.wording import cut, one_line


def named(catalog: Catalog, words: str) -> list[str]:
    """The services that somebody types, with or without commas; one that the config does not know is refused.

    Where the config knows none, services are what people call them, between commas.
    """
    if not catalog.services:
        return [name for part in words.split(",") if (name := one_line(part))]
    whole = catalog.service(one_line(words))
    if whole:
        return [whole.name]
    found, left = [], words.replace(",", " ").split()
    while left:
        service, used = _longest(catalog, left)
        if service is None:
            raise Refusal(_unknown(catalog, words, left[0]), field="services")
        found.append(service.name)
        left = left[used:]
    return list(dict.fromkeys(found))


def _longest(catalog: Catalog, words: Sequence[str]) -> tuple[Service | None, int]:
    """The service with the longest name that these words begin with, and how many they are."""
    for length in range(len(words), 0, -1):
        service = catalog.service(" ".join(words[:length]))
        if service:
            return service, length
    return None, 0


def _unknown(catalog: Catalog, words: str, word: str) -> str:
    by_name = {service.name.casefold(): service.name for service in catalog.services}
    near = get_close_matches(words.casefold(), by_name, n=1) or get_close_matches(word.casefold(), by_name, n=1)
    if near:
        return f"There is no service “{cut(word, 40)}”. Did you mean “{by_name[near[0]]}”?"
    shown_names = ", ".join(f"“{service.name}”" for service in catalog.services[:10])
    more = f" and {len(catalog.services) - 10} more" if len(catalog.services) > 10 else ""
    return f"There is no service “{cut(word, 40)}”. There are {shown_names}{more}."


def to_call(catalog: Catalog, words: str, *, how: str = "") -> list[Service]:
    """The services whose people somebody wants, each by one or more words; what is left over is refused."""
    found, left = [], words.replace(",", " ").split()
    while left:
        service, used = _longest(catalog, left)
        if service is None:
            raise Refusal(f"“{left[0][:40]}” is no service, and no person or user group. {how}".strip())
        if not (service.people or service.group):
            raise Refusal(f"The config names nobody for the service “{service.name}”, so nobody was invited.")
        found.append(service)
        left = left[used:]
    return found


def set_services(incident: Incident, services: Sequence[str], *, by: str, at: datetime) -> Change:
    """What is broken, by the names of the catalog. Whoever is on call for what is new comes, while it is open."""
    wanted = list(dict.fromkeys(services))
    if wanted == incident.services:
        return NOTHING
    before, incident.services = incident.services, wanted
    told = f"changed the services to {', '.join(wanted)}" if wanted else "took the services away"
    entry = Entry(
        kind="services", text=told, at=at, author_id=by, before=", ".join(before), after=", ".join(wanted)
    )
    new = tuple(each for each in wanted if each not in before)
    return Change(entries=(entry,), effects=(*facts(incident), *_on_call(incident, new)))


def _on_call(incident: Incident, services: tuple[str, ...]) -> tuple[Effect, ...]:
    """Whoever is on call for them; before there is a room, opening it calls them. A drill calls nobody."""
    wanted = services and incident.is_open and has_room(incident) and not incident.drill
    return (InvitePeople(services=services),) if wanted else ()
