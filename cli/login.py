"""A link that signs somebody in on the pages, once: for when Slack cannot say who they are."""

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy.exc import SQLAlchemyError

from bot.config_error import ConfigError
from bot.settings import database_url, web_url
from cli.declare import spoken_of
from cli.running import FAILED, MISCONFIGURED, STOPPED, complain, database_trouble, no_database
from incidents.person import Person
from storage.migrations import SchemaTooNew, present
from storage.store import Store


def run_login(environ: Mapping[str, str], name: str) -> int:
    """Print the link, or why there is none. Neither Slack nor a running bot is needed to make it."""
    try:
        database, url = database_url(environ), web_url(environ)
        if present(database) is None:
            return complain([f"No link was made: {no_database(database)}"])
        return asyncio.run(_login(database, url, spoken_of(name)))
    except ConfigError as error:
        return complain(error.sentences, MISCONFIGURED)
    except SchemaTooNew as error:
        return complain([f"No link was made: {error}. Install a newer version of SignalCraft."], FAILED)
    except SQLAlchemyError as error:
        return complain([f"No link was made. {database_trouble(error)}"], FAILED)


async def _login(database: str, url: str, name: str) -> int:
    store = Store(database, clock=lambda: datetime.now(UTC))
    try:
        await store.start()
        people = [person for person in await store.people_called(name) if not person.is_bot]
        if len(people) != 1:
            return complain([f"No link was made: {doubt(people, name)}"])
        secret = await store.make_link(people[0].id)
    finally:
        await store.close()
    print(f"{url}/login/{secret}\n")
    print(f"Signs in as {people[0].name} ({people[0].id}), once, within an hour. Give it to nobody else.")
    return STOPPED


def doubt(people: list[Person], name: str) -> str:
    """Why nobody of this name is taken."""
    if people:
        choices = " or ".join(f"{person.id} ({person.email or person.name})" for person in people)
        return f"“{name}” may be {choices}. Name one by the id."
    return (
        f"SignalCraft has met nobody called “{name}” whose account is active. It knows people by name, e-mail "
        "address or Slack id, as soon as they have done something with it."
    )
