"""The other side and our clients for each test."""

from collections.abc import AsyncIterator

import pytest_asyncio
from slack_sdk.web.async_client import AsyncWebClient

from integrations.slack import Slack
from tests.integrations.given import Wire, clients, listening


@pytest_asyncio.fixture
async def wire() -> AsyncIterator[Wire]:
    async with listening() as found:
        yield found


@pytest_asyncio.fixture
async def both(wire: Wire) -> AsyncIterator[tuple[Slack, AsyncWebClient]]:
    async with clients(wire) as found:
        yield found


@pytest_asyncio.fixture
async def slack(both: tuple[Slack, AsyncWebClient]) -> Slack:
    return both[0]


@pytest_asyncio.fixture
async def client(both: tuple[Slack, AsyncWebClient]) -> AsyncWebClient:
    return both[1]
