"""Who can make a meeting, as this machine is set up."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from bot.settings import Settings, zoom_access
from incidents.catalog import ZOOM, Catalog
from integrations.meetings import Provider


def providers(settings: Settings, catalog: Catalog) -> dict[str, Provider]:
    """Those whose credentials are there, by the word that people type. Nothing is asked of them yet."""
    found: dict[str, Provider] = {}
    if settings.zoom and catalog.zoom_hosts:
        from integrations.zoom import Zoom  # noqa: PLC0415 - only who uses Zoom pays for it in memory

        found[ZOOM] = Zoom(settings.zoom, catalog.zoom_hosts)
    return found


def knowing(environ: Mapping[str, str], catalog: Catalog) -> Catalog:
    """The catalog with those whose credentials are there, for what starts no bot."""
    known = (ZOOM,) if zoom_access(environ) and catalog.zoom_hosts else ()
    return replace(catalog, providers=known)


def lacking(settings: Settings, catalog: Catalog) -> Iterator[str]:
    """A sentence for each that was meant to be there and is not."""
    yield from settings.unset
    if settings.zoom and not catalog.zoom_hosts:
        yield "No meetings at Zoom: signalcraft.toml has no zoom_hosts, the e-mail addresses of those who host."
