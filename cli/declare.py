"""Declaring on the server, while Slack or the bot is down: the room opens as soon as both are back."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.config import load_catalog
from bot.config_error import ConfigError
from bot.providers import knowing
from bot.settings import api_access, config_file, vendor_access
from cli.running import MISCONFIGURED, STOPPED, complain
from cli.stored import with_store
from incidents.catalog import Catalog
from incidents.declare import COMMAND_LINE, declare
from incidents.incident import Incident
from incidents.merging import fits
from incidents.permissions import DECLARE
from incidents.refs import ROOMLESS
from incidents.refusal import Refusal
from incidents.similar import LOOKED_AT, similar
from incidents.wording import spoken
from storage.store import Store
from storage.where import NEW

ONLY_THERE = "--json is for the API: set SIGNALCRAFT_URL and SIGNALCRAFT_TOKEN, or leave it out."
SLACK_ID = re.compile(r"[UW][A-Z0-9]{2,}")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was typed after `signalcraft declare`."""

    title: str
    severity: str | None = None
    summary: str = ""
    services: Sequence[str] = ()
    by: str = ""
    private: bool = False
    as_json: bool = False


@dataclass(frozen=True, kw_only=True)
class Declarer:
    """Who declares, as far as that is known. `doubt` says why nobody of that name is taken."""

    id: str = ""
    name: str = ""
    doubt: str = ""


def run_declare(environ: Mapping[str, str], asked: Asked) -> int:
    """Write it down as the bot would, and say what happens next. Slack is not needed.

    Where a bot is named that runs elsewhere, it is asked to do so.
    """
    try:
        there, token = api_access(environ)
        if there:
            return _declare_there(there, token, asked)
        if asked.as_json:
            return complain([ONLY_THERE])
        catalog = knowing(vendor_access(environ), load_catalog(config_file(environ)))
    except ConfigError as error:
        return complain(error.sentences, MISCONFIGURED)
    return with_store(environ, "Nothing was declared", lambda store: _declare(store, catalog, asked))


def _declare_there(url: str, token: str, asked: Asked) -> int:
    from cli.incidents import run_remote_declare
    from cli.remote import Remote

    if asked.by.strip():
        return complain([f"Nothing was declared: --by is for the server; at {url} it is the token's person."])
    body = {
        "title": asked.title,
        "severity": asked.severity or "",
        "summary": asked.summary,
        "services": list(asked.services),
        "private": asked.private,
    }
    return run_remote_declare(Remote(url=url, token=token), body, as_json=asked.as_json)


async def _declare(store: Store, catalog: Catalog, asked: Asked) -> int:
    declarer = await _known(store, asked.by) if asked.by.strip() else Declarer()
    by = declarer.id
    severity = catalog.severity(asked.severity or catalog.default_severity).key
    services = [_service(catalog, name) for name in asked.services]
    knows = _who_knows(catalog, services, declarer) if asked.private else ""
    changed = await store.change(
        NEW,
        lambda i: declare(
            i,
            catalog,
            title=asked.title,
            severity=severity,
            by=by,
            at=store.clock(),
            summary=asked.summary,
            services=services,
            private=asked.private,
            source=COMMAND_LINE,
        ),
    )
    others, _ = await store.incidents(seen_by=by, limit=LOOKED_AT)
    told = [
        *said(changed.incident, knows),
        *_unasked(catalog),
        *_unnamed(changed.incident, declarer, asked.by),
    ]
    print("\n".join([*told, *_similar(changed.incident, others, store.clock())]))
    return STOPPED


def said(incident: Incident, knows: str) -> list[str]:
    """What the terminal shows: the number first, then what follows. `knows`: who will, of a private one."""
    room, private = ("private room", ", private") if incident.private else ("war room", "")
    follows = "posts it in the digest channel" if ROOMLESS in incident.refs else f"opens its {room}"
    return [
        f"{incident.ref} is declared{private}: {incident.title} ({incident.severity}).",
        f"It is kept. The bot {follows} as soon as it runs and Slack answers;",
        "until then `signalcraft outbox` shows what waits.",
        *([knows] if knows else []),
    ]


def _unasked(catalog: Catalog) -> list[str]:
    """Whoever can run this can read the database, too."""
    return ["(The config's permissions are not asked on the server.)"] if catalog.permissions.asks(DECLARE) else []


def _unnamed(incident: Incident, declarer: Declarer, word: str) -> list[str]:
    """Nobody is named as declarer although somebody was meant: why, and how that is put right."""
    if not declarer.doubt:
        return []
    lines = [f"Nobody is named as declarer: {declarer.doubt}", "To put that right, say in Slack:"]
    if incident.private:
        lines[-1] = "To put that right, somebody in its room says in Slack:"
    if ROOMLESS not in incident.refs:
        lines.append(f"         /incident {incident.ref} invite @{spoken_of(word)}")
    return [*lines, f"         /incident {incident.ref} note Declared by {spoken_of(word)}"]


def _similar(incident: Incident, others: Sequence[Incident], now: datetime) -> list[str]:
    """What may be the same trouble; a private one and a public one are never merged."""
    lines = []
    for other in similar(incident, others):
        lines.append(f"Similar: {other.ref} {other.title}, declared {spoken(now - other.declared_at)} ago.")
        if fits(incident, other):
            lines += ["The same trouble? Say it in Slack:", f"         /incident {incident.ref} merge {other.ref}"]
    return lines


async def _known(store: Store, word: str) -> Declarer:
    """Whoever declares; a Slack id that was never met is taken as it stands, and doubt names nobody."""
    name = spoken_of(word)
    people = await store.people_called(name)
    if len(people) == 1:
        return Declarer(id=people[0].id, name=people[0].name)
    if people:
        choices = " or ".join(f"{person.id} ({person.name})" for person in people)
        return Declarer(doubt=f"“{name}” may be {choices}. --by takes the id.")
    if SLACK_ID.fullmatch(name):
        return Declarer(id=name, name=name)
    met = f"SignalCraft has met nobody called “{name}”. --by also takes a Slack id (profile → ⋮ → Copy member ID)."
    return Declarer(doubt=met)


def spoken_of(word: str) -> str:
    """A name without the @ that people may write before it."""
    return word.strip().removeprefix("@")


def _who_knows(catalog: Catalog, services: Sequence[str], declarer: Declarer) -> str:
    """Who comes into a private room; where nobody does, nobody could ever find it, so it is refused."""
    known = [service for service in map(catalog.service, services) if service]
    called = [f"the people of {service.name}" for service in known if service.people or service.group]
    who = [*([declarer.name] if declarer.id else []), *called]
    if not who:
        why = f" {declarer.doubt}" if declarer.doubt else ""
        raise Refusal(
            "Nobody would know of a private incident without --by, or a --service that has people in "
            f"signalcraft.toml: give one of them.{why}"
        )
    return f"Only {' and '.join(who)} will know of it, and whoever is invited to its room."


def _service(catalog: Catalog, name: str) -> str:
    service = catalog.service(name)
    if service is None:
        choices = ", ".join(each.name for each in catalog.services) or "none yet"
        raise Refusal(f"There is no service “{name}”. The config has: {choices}.")
    return service.name
