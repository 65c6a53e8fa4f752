"""Bolt's app with one log line around everything that Slack asks."""

import asyncio
from time import perf_counter
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

FINISH_WITHIN, LOOK_EVERY = 1.0, 0.05

log = structlog.get_logger("slack")


class LoggedApp(AsyncApp):
    """Says for each command, click, form and event who asked, where, and how long the answer took."""

    _under_way = 0

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        started = perf_counter()
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(**_facts(req.body))
        self._under_way += 1
        try:
            response = await super().async_dispatch(req)
        finally:
            self._under_way -= 1
        log.info(_kind(req.body), status=response.status, ms=round((perf_counter() - started) * 1000, 1))
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
