"""A running sandbox for each test, with what drives it: the Web API, the control API and a real Bolt app."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import yaml
from aiohttp import ClientResponse, ClientSession
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.api.catalogue import METHODS
from sandbox.server import Options, Running, start
from tests.sandbox.facts import check_answer

Json = dict[str, Any]

SCOPES = [
    "app_mentions:read", "bookmarks:read", "bookmarks:write", "channels:history", "channels:join",
    "channels:manage",
    "channels:read", "chat:write", "commands", "emoji:read", "files:read", "files:write", "groups:history",
    "groups:read", "groups:write", "im:history", "im:read", "im:write", "pins:read", "pins:write",
    "reactions:read",
    "reactions:write", "team:read", "usergroups:read", "users:read", "users:read.email",
]  # fmt: skip
EVENTS = [
    "app_home_opened", "app_mention", "channel_archive", "channel_rename", "file_shared",
    "member_joined_channel",
    "message.channels", "message.groups", "message.im", "pin_added", "reaction_added", "reaction_removed",
    "subteam_members_changed", "user_change",
]  # fmt: skip
MANIFEST = {
    "display_information": {"name": "Tester"},
    "features": {
        "app_home": {"home_tab_enabled": True},
        "bot_user": {"display_name": "Tester"},
        "slash_commands": [
            {"command": "/plain", "description": "Text as typed"},
            {"command": "/coded", "description": "Text with codes", "should_escape": True},
        ],
        "shortcuts": [
            {"name": "Global", "type": "global", "callback_id": "everywhere", "description": "g"},
            {"name": "Message", "type": "message", "callback_id": "here", "description": "m"},
        ],
    },
    "oauth_config": {"scopes": {"bot": SCOPES}},
    "settings": {
        "event_subscriptions": {"bot_events": EVENTS},
        "interactivity": {"is_enabled": True},
        "socket_mode_enabled": True,
    },
}


@dataclass
class Box:
    """A sandbox and short ways to talk to it."""

    running: Running
    session: ClientSession
    handlers: list[AsyncSocketModeHandler] = field(default_factory=list)

    @property
    def bot(self) -> str:
        return self.running.workspace.bot.id

    def user(self, name: str) -> str:
        user = self.running.workspace.find_user(name)
        assert user
        return user.id

    def channel(self, name: str) -> str:
        channel = self.running.workspace.find_channel(name)
        assert channel
        return channel.id

    async def post(self, method: str, /, token: str = "xoxb-local", **args: Any) -> ClientResponse:
        """As JSON where the method reads it, else as a form."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        known = METHODS.get(method)
        body = {"json": args} if known is None or known.json else {"data": _form(args)}
        troubled = bool(self.running.world.faults.ordered)
        async with self.session.post(f"{self.running.api_url}{method}", headers=headers, **body) as response:
            await response.read()
            if not troubled:
                check_answer(method, await response.json())
            return response

    async def api(self, method: str, /, token: str = "xoxb-local", **args: Any) -> Json:
        answer: Json = await (await self.post(method, token, **args)).json()
        return answer

    async def room(self, name: str, *people: str) -> str:
        """A channel the bot has made, with these people in it."""
        channel: str = (await self.api("conversations.create", name=name))["channel"]["id"]
        for person in people:
            await self.control("join", user=person, channel=channel)
        return channel

    async def control(self, act: str, /, **body: Any) -> Json:
        status, answer = await self.tried(act, **body)
        assert status == 200, answer
        return answer

    async def tried(self, act: str, /, **body: Any) -> tuple[int, Json]:
        async with self.session.post(f"{self.running.url}_control/{act}", json=body) as response:
            return response.status, await response.json()

    async def look(self, name: str, **query: str) -> Json:
        async with self.session.get(f"{self.running.url}_control/{name}", params=query) as response:
            assert response.status == 200, await response.text()
            answer: Json = await response.json()
            return answer

    async def said(self, channel: str, user: str = "ada") -> list[Json]:
        messages: list[Json] = (await self.look("messages", channel=channel, user=user))["messages"]
        return messages

    def client(self) -> AsyncWebClient:
        return AsyncWebClient(token="xoxb-local", base_url=self.running.api_url, retry_handlers=[])

    async def bolt(self, **options: Any) -> AsyncApp:
        """A real Bolt app on a real socket; its listeners can be added afterwards."""
        app = AsyncApp(client=self.client(), process_before_response=True, **options)
        await self.connect(app)
        return app

    async def connect(self, app: AsyncApp) -> AsyncSocketModeHandler:
        handler = AsyncSocketModeHandler(app, "xapp-local")
        await handler.connect_async()
        self.handlers.append(handler)
        return handler


def _form(args: Json) -> dict[str, str]:
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in args.items()}


Open = Callable[..., Awaitable[Box]]


@pytest.fixture
async def open_box(tmp_path: Path) -> AsyncIterator[Open]:
    """Starts a sandbox with options of one's own."""
    async with AsyncExitStack() as stack:

        async def opened(manifest: Json | None = None, **options: Any) -> Box:
            path = tmp_path / "manifest.yml"
            path.write_text(yaml.safe_dump(manifest or MANIFEST))
            running = await start(Options(manifest=path, **options))
            stack.push_async_callback(running.stop)
            box = Box(running, await stack.enter_async_context(ClientSession()))
            stack.push_async_callback(_close, box)
            return box

        yield opened


async def _close(box: Box) -> None:
    for handler in box.handlers:
        await handler.close_async()


@pytest.fixture
async def box(open_box: Open) -> Box:
    return await open_box(rate_limits=False)


@pytest.fixture
def manifest() -> Json:
    copied: Json = yaml.safe_load(yaml.safe_dump(MANIFEST))
    return copied
