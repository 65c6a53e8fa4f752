"""Who can make a meeting, as this machine is set up."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace

from bot.access import Access
from incidents.catalog import MEET, ZOOM, Catalog
from integrations.errors import OutsideError
from integrations.meetings import Provider


def providers(access: Access, catalog: Catalog) -> dict[str, Provider]:
    """Those who let us in, by the word that people type. Nothing is asked of them yet."""
    found: dict[str, Provider] = {}
    if access.zoom and catalog.zoom_hosts:
        from integrations.zoom import Zoom  # noqa: PLC0415 - only who uses Zoom pays for it in memory

        found[ZOOM] = Zoom(access.zoom, catalog.zoom_hosts)
    if access.google:
        from integrations.google_meet import GoogleMeet  # noqa: PLC0415 - the same

        found[MEET] = GoogleMeet(access.google)
    return found


async def warm_up(found: Iterable[Provider]) -> None:
    """Beside everything else; who cannot be loaded says so when somebody asks for a meeting."""
    for provider in found:
        with suppress(OutsideError):
            await provider.warm_up()


def knowing(access: Access, catalog: Catalog) -> Catalog:
    """The catalog with who can be asked; this loads none of them."""
    there = {ZOOM: access.zoom and catalog.zoom_hosts, MEET: access.google}
    found = tuple(name for name, is_there in there.items() if is_there)
    return replace(catalog, providers=found, jira=catalog.jira if access.jira else None)


def lacking(access: Access, catalog: Catalog) -> Iterator[str]:
    """A sentence for each that was meant to be there and is not."""
    yield from access.lacking
    if access.zoom and not catalog.zoom_hosts:
        yield "No meetings at Zoom: signalcraft.toml has no zoom_hosts, the e-mail addresses of those who host."
    if catalog.zoom_hosts and not access.zoom and not any("Zoom" in said for said in access.lacking):
        yield "No meetings at Zoom: signalcraft.toml has zoom_hosts, but no credentials (docs/install.md)."
