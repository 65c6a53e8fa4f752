"""The reaction on an alert that asks whoever put it there whether to declare; by itself it never does."""

from typing import Any

from slack_bolt.async_app import AsyncApp

from incidents.effects.offers import OfferDeclare
from incidents.permissions import DECLARE
from listeners.clicks import Body
from listeners.tools import Tools


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for the reaction that the config names; it stands before 📌, which hears all others."""

    async def asks(event: dict[str, Any]) -> bool:
        wanted = tools.catalog.declare_emoji
        plain = str(event["reaction"]).partition("::")[0]  # behind it stands a skin tone
        return bool(wanted) and plain == wanted and event["item"].get("type") == "message"

    @app.event("reaction_added", matchers=[asks])
    async def reacted(body: Body, event: dict[str, Any]) -> None:
        """One question a message and person, however often they react; in a war room there is nothing to ask."""
        channel, ts, by = event["item"]["channel"], event["item"]["ts"], event["user"]
        if await tools.store.is_room(channel):
            return
        await tools.store.permit(DECLARE, by, tools.catalog.permissions, about=None)
        offer = OfferDeclare(user_id=by, channel_id=channel, message_ts=ts)
        await tools.store.enqueue(offer, dedupe_key=f"offer_declare:{channel}:{ts}:{by}")
