"""Walks the whole tour against a fresh workspace and brings back its traffic."""

import asyncio
import tempfile
from pathlib import Path
from typing import Any

import yaml
from aiohttp import ClientSession
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import Options, Running, start
from tests.conformance.tour import files, people, rooms, screens, talk
from tests.conformance.tour.guide import Guide
from tests.conformance.tour.manifest import EVENTS, MANIFEST

Json = dict[str, Any]
QUIET_SECONDS = 0.3  # nothing new for so long: all events have come


def walk() -> list[Json]:
    """The journal's entries, oldest first: every call and every envelope of the tour."""
    return asyncio.run(_walk())


async def _walk() -> list[Json]:
    with tempfile.TemporaryDirectory() as folder:
        manifest = Path(folder) / "manifest.yml"
        manifest.write_text(yaml.safe_dump(MANIFEST))
        running = await start(Options(manifest, rate_limits=False))
        try:
            async with ClientSession() as session:
                return await _visit_all(running, session)
        finally:
            await running.stop()


async def _visit_all(running: Running, session: ClientSession) -> list[Json]:
    slack = AsyncWebClient(token="xoxb-local", base_url=running.api_url, session=session, retry_handlers=[])
    app = AsyncApp(client=slack, process_before_response=True)
    guide = Guide(running, session, slack, app)
    screens.register(guide)
    for event in EVENTS:
        app.event(event.split(".")[0])(_heard)
    handler = AsyncSocketModeHandler(app, "xapp-local")
    await handler.connect_async()
    try:
        for stop in (people, rooms, talk, files, screens):
            await stop.visit(guide)
        return await _traffic(guide)
    finally:
        await handler.close_async()


async def _heard() -> None:
    """Events are acked by Bolt; all that counts is how they look."""


async def _traffic(guide: Guide) -> list[Json]:
    seen: list[Json] = []
    while True:
        async with guide.session.get(
            f"{guide.running.url}_control/traffic", params={"since": 0, "limit": 100_000}
        ) as response:
            entries: list[Json] = (await response.json())["entries"]
        if len(entries) == len(seen) and all(each["ended"] for each in entries):
            return entries
        seen = entries
        await asyncio.sleep(QUIET_SECONDS)
