"""Slack's official Node framework runs a bot against the workspace: form, button, reaction."""

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
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


@dataclass
class Ada:
    """A person in the workspace, by the control API."""

    workspace: Running
    session: ClientSession

    async def act(self, act: str, **body: Any) -> Json:
        url = f"{self.workspace.url}_control/{act}"
        async with self.session.post(url, json={"user": "ada", **body}) as response:
            answer: Json = await response.json()
            assert response.status == 200, answer
            return answer

    async def look(self, what: str, **query: str) -> Json:
        url = f"{self.workspace.url}_control/{what}"
        async with self.session.get(url, params=query) as response:
            found: Json = await response.json()
            return found

    async def form(self) -> Json | None:
        return next(iter((await self.look("views", user="ada"))["stack"]), None)

    async def room(self, name: str) -> Json | None:
        """The channel, once the bot has finished it."""
        channels = (await self.look("state"))["channels"]
        return next((each for each in channels if each["name"] == name and each["pins"]), None)

    async def reads(self, channel: str, *texts: str) -> bool:
        messages = (await self.look("messages", channel=channel, user="ada"))["messages"]
        return set(texts) <= {message["text"] for message in messages}


async def eventually(look: Callable[[], Awaitable[Any]]) -> Any:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not (found := await look()):  # noqa: ASYNC110 - another process has no event to wait for
            await asyncio.sleep(0.02)
    return found


async def test_the_official_node_bolt_declares_assigns_and_hears_reactions(workspace: Running) -> None:
    async with ClientSession() as session:
        ada = Ada(workspace, session)
        await ada.act("command", channel="general", command="/node", text="")
        view = (await eventually(ada.form))["id"]
        refused = await ada.act("submit", view_id=view, values={"title": "db"})
        assert refused["response"]["errors"] == {"title": "Say a little more."}
        await ada.act("submit", view_id=view, values={"title": "Checkout is down"})

        room = await eventually(lambda: ada.room("checkout-is-down"))
        me = next(user["id"] for user in (await ada.look("state"))["users"] if user["name"] == "ada")
        assert me in room["members"]
        assert room["topic"] == "Checkout is down"

        await ada.act("click", channel=room["id"], ts=room["pins"][0]["ts"], action_id="take")
        await eventually(lambda: ada.reads(room["id"], f"Commander: {me}", "You lead."))
        told = await ada.act("message", channel=room["id"], text="the pool was full")
        await ada.act("react", channel=room["id"], ts=told["ts"], name="pushpin")
        await eventually(lambda: ada.reads(room["id"], "On the timeline: the pool was full"))
