"""The reactions that make a message of a war room a task or an action item, put on it or taken away."""

from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncApp

from incidents.marked import mark, unmark
from incidents.permissions import CHANGE
from listeners.clicks import Body
from listeners.tools import Tools
from storage.where import in_channel


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for the reactions that the config names; it stands before 📌, which hears all others."""

    async def makes_a_task(event: dict[str, Any]) -> bool:
        wanted = {tools.catalog.task_emoji, tools.catalog.action_item_emoji} - {""}
        return _plain(event) in wanted and event["item"].get("type") == "message"

    @app.event("reaction_added", matchers=[makes_a_task])
    async def added(body: Body, event: dict[str, Any]) -> None:
        await _reacted(body, event, mark)

    @app.event("reaction_removed", matchers=[makes_a_task])
    async def removed(body: Body, event: dict[str, Any]) -> None:
        await _reacted(body, event, unmark)

    async def _reacted(body: Body, event: dict[str, Any], rule: Any) -> None:
        channel, ts, by, at = event["item"]["channel"], event["item"]["ts"], event["user"], tools.now()
        await tools.store.permit(CHANGE, by, tools.catalog.permissions, about=in_channel(channel))

        item = _plain(event) == tools.catalog.action_item_emoji
        change = partial(
            rule, channel_id=channel, message_ts=ts, by=by, event_ts=event["event_ts"], at=at, item=item
        )
        await tools.store.change(in_channel(channel), change, once=f"event:{body['event_id']}")


def _plain(event: dict[str, Any]) -> str:
    """The emoji alone; behind it stands a skin tone."""
    return str(event["reaction"]).partition("::")[0]
