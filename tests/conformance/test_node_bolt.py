"""Slack's official Node framework runs a bot against the workspace: form, button, reaction."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from aiohttp import ClientSession

from sandbox.server import Options, Running, start
from tests.conformance.slack_types import HERE

PATIENCE_SECONDS = 20.0
MANIFEST = {
    "display_information": {"name": "Nodebot"},
    "features": {
        "bot_user": {"display_name": "Nodebot"},
        "slash_commands": [{"command": "/node", "description": "Declare"}],
    },
    "oauth_config": {"scopes": {"bot": [
        "channels:history", "channels:manage", "chat:write", "commands", "pins:write", "reactions:read"]}},
    "settings": {
        "event_subscriptions": {"bot_events": ["reaction_added"]},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}  # fmt: skip
Json = dict[str, Any]


@pytest.fixture
async def workspace(tmp_path: Path, slack_packages: Path) -> AsyncIterator[Running]:
    path = tmp_path / "manifest.yml"
    path.write_text(yaml.safe_dump(MANIFEST))
    running = await start(Options(path))
    bot = await _start_bot(running)
    try:
        yield running
    finally:
        assert bot.stdin
        bot.stdin.close()
        _, errors = await asyncio.wait_for(bot.communicate(), PATIENCE_SECONDS)
        await running.stop()
        assert errors.decode() == ""


async def _start_bot(running: Running) -> asyncio.subprocess.Process:
    tokens = {"SLACK_BOT_TOKEN": "xoxb-local", "SLACK_APP_TOKEN": "xapp-local"}
    bot = await asyncio.create_subprocess_exec(
        "node", "bot.mjs", cwd=HERE, env=os.environ | tokens | {"SLACK_API_URL": running.api_url},
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert bot.stdout
    assert await asyncio.wait_for(bot.stdout.readline(), PATIENCE_SECONDS) == b"ready\n"
    return bot


async def eventually(look: Callable[[], Awaitable[Any]]) -> Any:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not (found := await look()):  # noqa: ASYNC110 - another process has no event to wait for
            await asyncio.sleep(0.02)
    return found


async def test_the_official_node_bolt_declares_assigns_and_hears_reactions(workspace: Running) -> None:
    async with ClientSession() as session:

        async def control(act: str, **body: Any) -> Json:
            async with session.post(f"{workspace.url}_control/{act}", json=body) as response:
                answer: Json = await response.json()
                assert response.status == 200, answer
                return answer

        async def look(what: str, **query: str) -> Json:
            async with session.get(f"{workspace.url}_control/{what}", params=query) as response:
                found: Json = await response.json()
                return found

        await control("command", user="ada", channel="general", command="/node", text="")

        async def form() -> Json | None:
            return next(iter((await look("views", user="ada"))["stack"]), None)

        view = (await eventually(form))["id"]
        refused = await control("submit", user="ada", view_id=view, values={"title": "db"})
        assert refused["response"]["errors"] == {"title": "Say a little more."}
        await control("submit", user="ada", view_id=view, values={"title": "Checkout is down"})

        async def room() -> Json | None:
            channels = (await look("state"))["channels"]
            return next((each for each in channels if each["name"] == "checkout-is-down" and each["pins"]), None)

        channel = await eventually(room)
        ada = next(user["id"] for user in (await look("state"))["users"] if user["name"] == "ada")
        assert ada in channel["members"]
        assert channel["topic"] == "Checkout is down"

        card = channel["pins"][0]["ts"]
        await control("click", user="ada", channel=channel["id"], ts=card, action_id="take")

        async def said() -> set[str]:
            messages = (await look("messages", channel=channel["id"], user="ada"))["messages"]
            return {message["text"] for message in messages}

        await eventually(lambda: _all(said, {f"Commander: {ada}", "You lead."}))
        told = await control("message", user="ada", channel=channel["id"], text="the pool was full")
        await control("react", user="ada", channel=channel["id"], ts=told["ts"], name="pushpin")
        await eventually(lambda: _all(said, {"On the timeline: the pool was full"}))


async def _all(said: Callable[[], Awaitable[set[str]]], wanted: set[str]) -> bool:
    return wanted <= await said()
