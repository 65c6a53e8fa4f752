"""Jira, as this machine is set up: who files tickets, and what is missing for that."""

from collections.abc import AsyncIterator, Iterator

from bot.access import Access
from bot.providers import lacking
from incidents.catalog import Catalog
from incidents.installation import Finding
from incidents.ticket_places import ticket_places
from integrations.errors import OutsideError, Rejected
from integrations.jira import Jira

ABOUT = "Jira"


def tickets(access: Access, catalog: Catalog) -> Jira | None:
    """Jira, where it is set up. Nothing is asked of it yet; what it needs is loaded by the first call."""
    return Jira(access.jira) if access.jira and catalog.jira else None


def lacking_tickets(access: Access, catalog: Catalog) -> Iterator[str]:
    """A sentence where tickets were meant to be made and cannot."""
    yield from access.jira_lacking
    if access.jira and not catalog.jira:
        yield "No tickets in Jira: signalcraft.toml has no [jira] with the project they belong to (docs/jira.md)."
    if catalog.jira and not access.jira and not access.jira_lacking:
        yield "No tickets in Jira: signalcraft.toml has [jira], but JIRA_URL and JIRA_TOKEN are not set."


def half_there(access: Access, catalog: Catalog) -> tuple[str, ...]:
    """A sentence for everything outside that was meant to be there and is not."""
    return (*lacking(access, catalog), *access.sign_in_lacking, *lacking_tickets(access, catalog))


async def examined(access: Access, catalog: Catalog) -> AsyncIterator[Finding]:
    """Whether Jira lets us in, and has the projects and types; nothing where nobody wants tickets."""
    for sentence in lacking_tickets(access, catalog):
        yield Finding(ABOUT, False, sentence)
    jira = tickets(access, catalog)
    if jira is None or catalog.jira is None:
        return
    try:
        yield Finding(ABOUT, True, await jira.check(ticket_places(catalog)))
    except Rejected as error:
        yield Finding(ABOUT, False, f"refused ({error.detail}): docs/jira.md says what it needs")
    except OutsideError as error:
        yield Finding(ABOUT, False, f"cannot be reached ({error}): look at JIRA_URL, the network and a proxy")
