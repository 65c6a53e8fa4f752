"""Bolt's app with one log line around everything that Slack asks."""

import asyncio
from time import perf_counter
from typing import Any, Self

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from jobs.desk import Identity

FINISH_WITHIN, LOOK_EVERY = 1.0, 0.05

log = structlog.get_logger("slack")


class LoggedApp(AsyncApp):
    """Says for each command, click, form and event who asked, where, and how long the answer took."""

    _under_way = 0

    @classmethod
    def knowing(cls, me: Identity, api_url: str, client: AsyncWebClient) -> Self:
        """An app that knows who it is: Bolt alone would ask Slack within the first command's three seconds."""

        async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult:
            return AuthorizeResult(
                enterprise_id=enterprise_id,
                team_id=team_id,
                bot_token=client.token,
                bot_user_id=me.user_id,
                bot_id=me.bot_id,
            )

        tokenless = AsyncWebClient(base_url=api_url, session=client.session, retry_handlers=[])
        # Without a name Bolt looks for one in every loaded module.
        return cls(
            name="signalcraft",
            client=tokenless,
            authorize=authorize,
            process_before_response=True,
            ignoring_self_events_enabled=False,  # guards do: they let through what others do to our messages
        )

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        started = perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(**_facts(req.body))
        self._under_way += 1
        try:
            response = await super().async_dispatch(req)
        finally:
            self._under_way -= 1
        say = log.debug if (req.body.get("event") or {}).get("type") == "message" else log.info
        say(_kind(req.body), status=response.status, ms=round((perf_counter() - started) * 1000, 1))
        return response

    async def finished(self) -> None:
        """Wait, for a bounded time, until everything that was taken has its answer and the answers are out."""
        for _ in range(int(FINISH_WITHIN / LOOK_EVERY)):
            if not self._under_way:
                break
            await asyncio.sleep(LOOK_EVERY)
        await asyncio.sleep(LOOK_EVERY)


def _kind(body: dict[str, Any]) -> str:
    if "command" in body:
        return "command"
    return "event" if "event" in body else str(body.get("type") or "request")


def _facts(body: dict[str, Any]) -> dict[str, Any]:
    """Ids only: what people wrote stays out of the log."""
    channel, user = body.get("channel"), body.get("user")
    facts = {
        "event_id": body.get("event_id"),
        "channel": body.get("channel_id") or (channel.get("id") if isinstance(channel, dict) else channel),
        "user": body.get("user_id") or (user.get("id") if isinstance(user, dict) else user),
        "action": (body.get("actions") or [{}])[0].get("action_id"),
        "event_type": (body.get("event") or {}).get("type"),
    }
    return {name: value for name, value in facts.items() if value}
