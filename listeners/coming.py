"""People come into a war room and leave it, and the bot is let in again."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncApp

from incidents.catchup import LATE
from incidents.catchup import joined as came
from incidents.change import NOTHING, Change, Rule, together
from incidents.coming import came_by_themselves, line_of
from incidents.incident import Incident
from incidents.lost import room_back
from incidents.visible import went_out
from listeners.tools import Tools
from storage.where import in_channel

Event = dict[str, Any]


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for who joins and who leaves; what happens to other channels concerns no incident."""

    @app.event("member_joined_channel")
    async def joined(body: Event, event: Event, context: dict[str, Any]) -> None:
        person, where, once = event["user"], in_channel(event["channel"]), f"event:{body['event_id']}"
        us, at = context["bot_user_id"], tools.now()
        if person == us:
            await tools.store.change(where, room_back, once=once)
            return
        invited = event.get("inviter") == us
        if not await tools.store.minds_who_comes(event["channel"], at - LATE, invited=invited):
            return  # hundreds may come at once
        rule = _came(person, invited=invited, event_ts=event["event_ts"], at=at)
        await tools.store.change(replace(where, line=line_of(at)), rule, once=once)

    @app.event("member_left_channel")
    async def left(body: Event, event: Event) -> None:
        person, ts = event["user"], event["event_ts"]
        where, once = in_channel(event["channel"]), f"event:{body['event_id']}"
        await tools.store.change(where, lambda i: went_out(i, person, event_ts=ts), once=once)


def _came(person: str, *, invited: bool, event_ts: str, at: datetime) -> Rule:
    """Whom we have invited stands on the timeline by that."""

    def rule(incident: Incident) -> Change:
        told = NOTHING if invited else came_by_themselves(incident, person, at=at)
        return together((came(incident, person, event_ts=event_ts, at=at), told))

    return rule
