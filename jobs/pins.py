"""Fetching the message somebody pinned: the right one, also deep in a thread."""

from typing import Any
from urllib.parse import urlencode

from blocks.emoji import with_emoji
from blocks.reading import TOMBSTONE, said
from incidents.carried import cannot_be_read
from incidents.change import Rule
from incidents.pins import message_deleted, pinned_fetched, pinned_from_elsewhere
from integrations.errors import Rejected
from jobs.desk import Order
from jobs.named import named_in
from jobs.people import from_elsewhere
from jobs.posts import message_at

SlackMessage = dict[str, Any]


async def fetch_pinned(order: Order) -> Rule | None:
    """Words, author and permalink of the message, unless whoever pinned it has no say here."""
    ts, by = order.effect.message_ts, order.effect.pinned_by
    if by and await from_elsewhere(order.desk, by):
        at = order.desk.now()
        return lambda i: pinned_from_elsewhere(i, message_ts=ts, by=by, at=at)
    return None if order.effect.is_read else await read_again(order)


async def read_again(order: Order) -> Rule | None:
    """The message as it is now; one that is gone leaves a line that says so."""
    channel, ts = order.effect.channel_id, order.effect.message_ts
    try:
        message = await message_of(order, channel, ts)
    except Rejected:
        if channel == order.incident.channel_id:
            raise
        return lambda i: cannot_be_read(i, message_ts=ts, permalink=address(order))
    if message is None or message.get("subtype") == TOMBSTONE:
        at = order.desk.now()
        return lambda i: message_deleted(i, message_ts=ts, at=at)
    return await read(order, channel, message)


async def read(order: Order, channel: str, message: SlackMessage) -> Rule:
    """What a message says, in the words of whoever was not there; it may be deleted in this very moment."""
    ts, at = str(message["ts"]), order.desk.now()
    try:
        answer = await order.desk.slack.call("chat.getPermalink", channel=channel, message_ts=ts)
    except Rejected as error:
        if error.code != "message_not_found":
            raise
        return lambda i: message_deleted(i, message_ts=ts, at=at)
    author = message.get("user")
    known = await named_in(order.desk, message, here=order.incident.channel_id)
    name = known.get(author or "") or message.get("username") or "a bot"
    return lambda i: pinned_fetched(
        i,
        message_ts=ts,
        text=with_emoji(said(message, known)),
        author_id=author,
        author_name=name,
        permalink=str(answer["permalink"]),
        edited="edited" in message,
        at=order.desk.now(),
        files=_files(message),
    )


def _files(message: SlackMessage) -> list[tuple[str, str]]:
    """Those that are still there; Slack leaves the place of one that was deleted."""
    there = [each for each in message.get("files") or [] if each.get("mode") != TOMBSTONE]
    return [(str(each["id"]), str(each.get("name") or each.get("title") or "")) for each in there]


async def message_of(order: Order, channel: str, ts: str) -> SlackMessage | None:
    """The message of exactly this ts. History answers a thread reply's ts with its neighbour, so compare."""
    found = await message_at(order, channel, ts)
    if found:
        return found
    try:
        async for reply in order.desk.slack.pages(
            "conversations.replies", "messages", channel=channel, ts=ts, latest=ts, inclusive=True, limit=200
        ):
            if reply.get("ts") == ts:
                return reply
    except Rejected as error:
        if error.code not in ("thread_not_found", "message_not_found"):
            raise
    return None


def address(order: Order, thread: str | None = None) -> str:
    """Where the effect's message stands. Asking Slack for its permalink would need the right to read it."""
    return address_of(order, order.effect.channel_id, order.effect.message_ts, thread)


def address_of(order: Order, channel: str, ts: str, thread: str | None = None) -> str:
    """The same of any message."""
    within = f"?{urlencode({'thread_ts': thread, 'cid': channel})}" if thread and thread != ts else ""
    return f"{order.desk.me.team_url}archives/{channel}/p{ts.replace('.', '')}{within}"
