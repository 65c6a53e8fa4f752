"""Declaring on the server, while Slack or the bot is down: the room opens as soon as both are back."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from bot.config import load_catalog
from bot.config_error import ConfigError
from bot.providers import knowing
from bot.settings import config_file, database_url, vendor_access
from cli.running import FAILED, MISCONFIGURED, STOPPED, complain, database_trouble, no_database
from incidents.catalog import Catalog
from incidents.declare import COMMAND_LINE, declare
from incidents.incident import Incident
from incidents.refs import ROOMLESS
from incidents.refusal import Refusal
from incidents.similar import LOOKED_AT, similar
from incidents.wording import spoken
from storage.migrations import SchemaTooNew, present
from storage.store import Store
from storage.where import NEW

SLACK_ID = re.compile(r"[UW][A-Z0-9]{2,}")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was typed after `signalcraft declare`."""

    title: str
    severity: str | None = None
    summary: str = ""
    services: Sequence[str] = ()
    by: str = ""


def run_declare(environ: Mapping[str, str], asked: Asked) -> int:
    """Write it down as the bot would, and say what happens next. Slack is not needed."""
    try:
        url, catalog = database_url(environ), load_catalog(config_file(environ))
        catalog = knowing(vendor_access(environ), catalog)
        if present(url) is None:
            return complain([f"Nothing was declared: {no_database(url)}"])
        return asyncio.run(_declare(url, catalog, asked))
    except ConfigError as error:
        return complain(error.sentences, MISCONFIGURED)
    except Refusal as refusal:
        return complain([f"Nothing was declared. {refusal.sentence}"])
    except SchemaTooNew as error:
        return complain([f"Nothing was declared: {error}. Install a newer version of SignalCraft."], FAILED)
    except SQLAlchemyError as error:
        return complain([f"Nothing was declared. {database_trouble(error)}"], FAILED)


async def _declare(url: str, catalog: Catalog, asked: Asked) -> int:
    store = Store(url, clock=lambda: datetime.now(UTC))
    try:
        await store.start()
        by = await _known(store, asked.by) if asked.by else ""
        severity = catalog.severity(asked.severity or catalog.default_severity).key
        services = [_service(catalog, name) for name in asked.services]
        changed = await store.change(
            NEW,
            lambda i: declare(
                i,
                title=asked.title,
                severity=severity,
                by=by,
                at=store.clock(),
                summary=asked.summary,
                services=services,
                bridges=catalog.bridges_of(services, by),
                room=catalog.opens_room(severity),
                source=COMMAND_LINE,
            ),
        )
        others, _ = await store.incidents(seen_by=by, limit=LOOKED_AT)
        print("\n".join(said(changed.incident, similar(changed.incident, others), store.clock())))
    finally:
        await store.close()
    return STOPPED


def said(incident: Incident, others: Sequence[Incident], now: datetime) -> list[str]:
    """What the terminal shows: the number first, then what follows."""
    follows = "posts it in the digest channel" if ROOMLESS in incident.refs else "opens its war room"
    lines = [
        f"{incident.ref} is declared: {incident.title} ({incident.severity}).",
        f"It is kept. The bot {follows} as soon as it runs and Slack answers;",
        "until then `signalcraft outbox` shows what waits.",
    ]
    for other in others:
        ago = spoken(now - other.declared_at)
        lines.append(f"Similar: {other.ref} {other.title}, declared {ago} ago. The same trouble? Say it in Slack:")
        lines.append(f"         /incident {incident.ref} merge {other.ref}")
    return lines


async def _known(store: Store, word: str) -> str:
    """The Slack id of whoever declares; one that was never met is taken as it stands."""
    people = await store.people_called(word.removeprefix("@"))
    if len(people) == 1:
        return people[0].id
    if people:
        choices = ", ".join(f"{person.id} ({person.name})" for person in people)
        raise Refusal(f"“{word}” may be {choices}: give the Slack id to --by.")
    if SLACK_ID.fullmatch(word):
        return word
    raise Refusal(
        f"SignalCraft has met nobody called “{word}”. Give a Slack id to --by (profile → ⋮ → Copy member ID), "
        "or leave --by out."
    )


def _service(catalog: Catalog, name: str) -> str:
    service = catalog.service(name)
    if service is None:
        choices = ", ".join(each.name for each in catalog.services) or "none yet"
        raise Refusal(f"There is no service “{name}”. The config has: {choices}.")
    return service.name
