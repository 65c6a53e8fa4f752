"""Who is on call for a service, from every source that can say so."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import Protocol

from incidents.catalog import Service


class OnCallSource(Protocol):
    """Something that knows who is on call: the config, and later a calendar or a paging service."""

    async def on_call(self, service: Service) -> Sequence[str]:
        """The Slack ids of people and user groups, by now. Raises `Unavailable` when it must be asked again."""
        ...


class Config:
    """The people and the user group that the config names for a service."""

    async def on_call(self, service: Service) -> Sequence[str]:
        return (*service.people, *([service.group] if service.group else ()))


SOURCES: tuple[OnCallSource, ...] = (Config(),)


async def on_call(sources: Iterable[OnCallSource], services: Iterable[Service]) -> list[str]:
    """Everybody that any source names for any of the services, each once."""
    services = tuple(services)
    found = await asyncio.gather(*(source.on_call(service) for source in sources for service in services))
    return list(dict.fromkeys(each for named in found for each in named))
