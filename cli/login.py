"""A link that signs somebody in on the pages, once: for when Slack cannot say who they are."""

from collections.abc import Mapping

from bot.config_error import ConfigError
from bot.settings import web_url
from cli.declare import spoken_of
from cli.running import MISCONFIGURED, STOPPED, complain
from cli.stored import with_store
from incidents.person import Person
from storage.store import Store


def run_login(environ: Mapping[str, str], name: str) -> int:
    """Print the link, or why there is none. Neither Slack nor a running bot is needed to make it."""

    try:
        url, called = web_url(environ), spoken_of(name)
    except ConfigError as error:
        return complain(error.sentences, MISCONFIGURED)

    async def work(store: Store) -> int:
        people = [person for person in await store.people_called(called) if not person.is_bot]
        if len(people) != 1:
            return complain([f"No link was made: {doubt(people, called)}"])
        secret = await store.make_link(people[0].id)
        print(f"{url}/login/{secret}\n")
        print(f"Signs in as {people[0].name} ({people[0].id}), once, within an hour. Give it to nobody else.")
        return STOPPED

    return with_store(environ, "No link was made", work)


def doubt(people: list[Person], name: str) -> str:
    """Why nobody of this name is taken."""
    if people:
        choices = " or ".join(f"{person.id} ({person.email or person.name})" for person in people)
        return f"“{name}” may be {choices}. Name one by the id."
    return (
        f"SignalCraft has met nobody called “{name}” whose account is active. It knows people by name, e-mail "
        "address or Slack id, as soon as they have done something with it."
    )
