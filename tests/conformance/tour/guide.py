"""What every stop of the tour needs: the SDK's client, a Bolt app, and people who act by hand."""

import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientSession
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import Running

Json = dict[str, Any]


@dataclass
class Guide:
    running: Running
    session: ClientSession
    slack: AsyncWebClient
    app: AsyncApp
    triggers: list[str] = field(default_factory=list)  # from commands, newest last
    answers: Json = field(default_factory=dict)  # what the app says to the next submission or suggestion

    def user(self, name: str) -> str:
        user = self.running.workspace.find_user(name)
        assert user, name
        return user.id

    @property
    def bot(self) -> str:
        return self.running.workspace.bot.id

    async def control(self, act: str, /, **body: Any) -> Json:
        async with self.session.post(f"{self.running.url}_control/{act}", json=body) as response:
            answer: Json = await response.json()
            assert response.status == 200, (act, body, answer)
            return answer

    async def call(self, method: str, /, **args: Any) -> Json:
        """A call of the SDK by its method's name, as a form."""
        form = {key: json.dumps(value) if isinstance(value, dict | list) else value for key, value in args.items()}
        answer = await self.slack.api_call(method, data=form)
        data = answer.data
        assert isinstance(data, dict)
        return data

    async def refused(self, method: str, /, **args: Any) -> str:
        try:
            await self.call(method, **args)
        except SlackApiError as problem:
            return str(problem.response.get("error"))
        raise AssertionError(f"{method} was not refused")

    async def room(self, name: str, *people: str) -> str:
        """A channel of the bot's, with these people in it."""
        made = await self.slack.conversations_create(name=name)
        channel: str = made["channel"]["id"]
        if people:
            await self.slack.conversations_invite(channel=channel, users=[self.user(each) for each in people])
        return channel

    async def trigger(self, channel: str = "general") -> str:
        """A fresh trigger id, as a person's command gives it."""
        await self.control("command", user="ada", channel=channel, command="/tour", text="trigger")
        return self.triggers[-1]
