"""Messages that exist once: posted, found again after a lost answer, and edited from then on."""

from typing import Any

from blocks.message import Message
from incidents.incident import Incident
from integrations.errors import Rejected
from jobs.desk import Order

EVENT_TYPE = "signalcraft_message"
LOOK_BACK = 100


async def post_or_edit(
    order: Order, *, name: str, channel: str, message: Message, ts: str | None, thread: str | None = None
) -> str:
    """Bring the message called `name` in step and return its ts. `thread`: the ts under which it stands.

    Its metadata carries incident and name: a post whose answer was lost is found by that, never posted twice.
    One that was deleted by hand is posted anew.
    """
    if ts is not None and await edited(order, channel, ts, message):
        return ts
    found = await find(order, name, channel, thread) if order.attempt.repeated else None
    if found is not None and await edited(order, channel, found, message):
        return found
    _, ts = await post(order, name, channel, message, thread)
    return ts


async def edited(order: Order, channel: str, ts: str, message: Message) -> bool:
    """Edit it; False when it is there no longer."""
    payload = {"blocks": [], **message.payload()}  # Slack keeps the ones from before where none are given
    try:
        await order.desk.slack.call("chat.update", channel=channel, ts=ts, **payload)
    except Rejected as error:
        if error.code in ("message_not_found", "cant_update_message"):
            return False
        raise
    return True


async def post(
    order: Order, name: str, channel: str, message: Message, thread: str | None = None
) -> tuple[str, str]:
    """Post it, and return where it stands: a person's id as `channel` becomes that of their direct messages."""
    answer = await order.desk.slack.call(
        "chat.postMessage",
        channel=channel,
        metadata={"event_type": EVENT_TYPE, "event_payload": _mark(order.incident, name)},
        unfurl_links=False,
        unfurl_media=False,
        **({"thread_ts": thread} if thread else {}),
        **message.payload(),
    )
    return str(answer["channel"]), str(answer["ts"])


async def delete(order: Order, channel: str, ts: str) -> None:
    """Take a message down, unless it is gone already."""
    try:
        await order.desk.slack.call("chat.delete", channel=channel, ts=ts)
    except Rejected as error:
        if error.code != "message_not_found":
            raise


async def find(order: Order, name: str, channel: str, thread: str | None = None) -> str | None:
    """Our own message of this name among the latest ones, or in a thread, if an earlier try left it there."""
    return next((ts for ts, each in (await ours(order, channel, thread)).items() if each == name), None)


async def ours(order: Order, channel: str, thread: str | None = None) -> dict[str, str]:
    """The names of all our messages about this incident among the latest ones, or in a thread, by their ts."""
    method, where = ("conversations.replies", {"ts": thread}) if thread else ("conversations.history", {})
    answer = await order.desk.slack.call(
        method, channel=channel, **where, limit=LOOK_BACK, include_all_metadata=True
    )
    found = {}
    for message in answer.get("messages", []):
        metadata: dict[str, Any] = message.get("metadata") or {}
        told: dict[str, Any] = metadata.get("event_payload") or {}
        name = str(told.get("message", ""))
        if metadata.get("event_type") == EVENT_TYPE and told == _mark(order.incident, name):
            found[str(message["ts"])] = name
    return found


async def message_at(order: Order, channel: str, ts: str) -> dict[str, Any] | None:
    """The message with this ts; None where somebody has deleted it."""
    answer = await order.desk.slack.call(
        "conversations.history", channel=channel, latest=ts, oldest=ts, inclusive=True, limit=1
    )
    found: list[dict[str, Any]] = answer.get("messages") or []
    return next((message for message in found if message.get("ts") == ts), None)


def link_to(order: Order, ts: str) -> str:
    """Where a message of the room stands."""
    return f"{order.desk.me.team_url}archives/{order.incident.channel_id}/p{ts.replace('.', '')}"


def _mark(incident: Incident, name: str) -> dict[str, str]:
    return {"incident": incident.ref, "message": name, "declared": incident.declared_at.isoformat()}
