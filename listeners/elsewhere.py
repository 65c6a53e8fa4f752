"""📌 outside of a war room: kept for a while, asked about, and what was answered."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.response import BoltResponse

from blocks import ids
from blocks.elsewhere import BLOCK
from incidents.change import Change
from incidents.elsewhere import LASTS, PinElsewhere, add_earlier, add_pinned, earlier_added, earlier_pins
from incidents.pins import pin
from incidents.refusal import Refusal
from listeners.clicks import OLD_BUTTON, Body, clicked, meant, once
from listeners.tools import Tools
from storage.store import SeenBefore
from storage.where import numbered


def register(app: AsyncApp, tools: Tools) -> None:
    """Listen for the answers: one message to one incident, and all that were pinned before to the room's."""

    @app.action(ids.ADD_PINNED)
    async def one(ack: AsyncAck, body: Body) -> BoltResponse:
        action, by, at = clicked(body), body["user"]["id"], tools.now()
        number = int((action.get("selected_option") or action)["value"])
        channel, _, ts = str(action["block_id"]).removeprefix(BLOCK).partition("/")
        if not (channel and ts):
            raise Refusal(OLD_BUTTON)
        url = body.get("response_url")
        await tools.store.change(
            numbered(number, seen_by=by, message=(channel, ts)),
            lambda i: add_pinned(i, channel_id=channel, message_ts=ts, by=by, at=at, response_url=url),
            once=once(body),
        )
        return await ack()

    @app.action(ids.ADD_EARLIER)
    async def all_of_them(ack: AsyncAck, body: Body) -> BoltResponse:
        by, at, where = body["user"]["id"], tools.now(), meant(body)
        incident = await tools.store.incident(where)
        still = await tools.store.pins_elsewhere(incident.declared_at - LASTS, at)
        left = [each for each in earlier_pins(incident) if each in still]
        for channel, ts in left:
            await _add(tools, incident.id or 0, channel, ts, by, at)
        await tools.store.change(where, lambda i: earlier_added(i, by=by, added=left), once=once(body))
        return await ack()


async def _add(tools: Tools, number: int, channel: str, ts: str, by: str, at: datetime) -> None:
    await tools.store.change(
        numbered(number, seen_by=by, message=(channel, ts)),
        lambda i: add_earlier(i, channel_id=channel, message_ts=ts, by=by, at=at),
    )


async def heard(
    tools: Tools, body: Body, event: dict[str, Any], rule: Callable[..., Change], *, emoji: str
) -> None:
    """Where the message stands on a timeline already it counts there; else it is kept, and asked about."""
    channel, ts, by, at = event["item"]["channel"], event["item"]["ts"], event["user"], tools.now()
    known = {"channel_id": channel, "message_ts": ts, "by": by, "event_ts": event["event_ts"], "at": at}
    standing = await tools.store.timelines_with(channel, ts)
    for where in standing:
        with suppress(SeenBefore):
            key = f"event:{body['event_id']}:{where.number}"
            await tools.store.change(where, lambda i: rule(i, **known, emoji=emoji), once=key)
    on = rule is pin
    open_ones, _ = await tools.store.incidents(seen_by=by, limit=1)
    kept = PinElsewhere(channel_id=channel, message_ts=ts, person_id=by, event_ts=event["event_ts"], on=on, at=at)
    ask = on and not standing and bool(open_ones)
    await tools.store.pinned_elsewhere(kept, ask=ask, once=f"event:{body['event_id']}")
