"""The watchdog: what is dead is made anew, whatever went wrong while it died."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.manifest import manifest_path
from bot.sockets import SOCKETS, Sockets
from sandbox.delivery.sockets import CUT
from sandbox.server import Options, Running, start

HASTE = 50


@pytest.fixture
async def workspace() -> AsyncIterator[Running]:
    running = await start(Options(manifest_path(), rate_limits=False))
    yield running
    await running.stop()


@pytest.fixture
async def sockets(workspace: Running) -> AsyncIterator[Sockets]:
    async with ClientSession() as session:
        client = AsyncWebClient("xoxb-local", base_url=workspace.api_url, session=session, retry_handlers=[])
        sockets = Sockets(AsyncApp(client=client, name="signalcraft"), "xapp-local", haste=HASTE)
        await sockets.open()
        yield sockets
        await sockets.close()


async def counted(workspace: Running, sockets: Sockets, number: int) -> None:
    """Until both sides know of so many connections."""
    async with asyncio.timeout(10):
        while (  # noqa: ASYNC110 - timers of both sides end it
            len(workspace.world.sockets.usable) != number or sockets.alive != number
        ):
            await asyncio.sleep(0.02)


async def test_ic_30_connections_cut_while_slack_refuses_new_ones_come_back(
    workspace: Running, sockets: Sockets
) -> None:
    await counted(workspace, sockets, SOCKETS)
    async with ClientSession() as session:
        fault = {"method": "apps.connections.open", "times": 4, "error": "internal_error"}
        await session.post(f"{workspace.url}_control/faults", json=fault)
    assert await workspace.world.sockets.disconnect(CUT) == SOCKETS
    await counted(workspace, sockets, 0)
    await counted(workspace, sockets, SOCKETS)
    assert sockets.heard().hello_s == 0


async def test_ic_30_a_link_that_was_disabled_turns_health_red_and_comes_back_by_itself(
    workspace: Running, sockets: Sockets
) -> None:
    await counted(workspace, sockets, SOCKETS)
    await workspace.world.sockets.disconnect("link_disabled")
    await counted(workspace, sockets, 0)
    workspace.world.sockets.is_enabled = True
    await counted(workspace, sockets, SOCKETS)
