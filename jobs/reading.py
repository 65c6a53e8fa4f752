"""Reading a room again after an outage: what was pinned, marked, edited and deleted meanwhile, page by page."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

from blocks.reading import TOMBSTONE
from incidents.change import SILENT, Change, Rule
from incidents.effects.documents import FetchPinned, ReadRoom
from incidents.incident import Incident
from incidents.pins import message_deleted, pinner, pins_seen
from incidents.task import Task
from incidents.timeline import TimelineEntry
from integrations.errors import Rejected
from jobs.desk import Order
from jobs.people import from_elsewhere
from jobs.pins import read
from jobs.tasks import tasks_seen
from storage.where import numbered

Json = Mapping[str, Any]
PAGE, THREAD = 200, 999
ASIDE = 100
"""Threads of a room without news that are read all the same after an outage, the newest ones."""
FIRST = "0"


@dataclass(frozen=True, kw_only=True)
class Read:
    """One page, asked for at a moment; and those of the timeline that were known before it was asked for.

    Where it is `whole`, whatever of them should be in it and is not was deleted. Where one stands that was not
    read yet is not known: it may be in a thread, so it is missed nowhere.
    """

    messages: list[Json]
    known: Mapping[str, TimelineEntry]
    asked_at: datetime
    whole: bool = True

    def missed(self) -> set[str]:
        """Which of those that are known should be in it, and are not."""
        there = {str(message["ts"]) for message in self.messages}
        found = {ts for ts, entry in self.known.items() if entry.permalink is not None}
        return found - there if self.whole else set()


async def read_room(order: Order) -> Rule | None:
    """One page of it, or one thread. What follows is an effect of its own, so that a crash costs one page."""
    desk, room = order.desk, str(order.incident.channel_id)
    known = {str(e.message_ts): e for e in await desk.store.entries_in(order.incident.id or 0, room)}
    if order.effect.thread:
        return await _thread(order, room, known)
    since, before, asked_at = order.effect.since, order.effect.before, desk.now()
    answer = await desk.slack.call("conversations.history", channel=room, limit=PAGE, latest=before or None)
    messages: list[Json] = answer.get("messages") or []
    more = bool(answer.get("has_more") and messages)
    oldest = str(messages[-1]["ts"]) if more else FIRST
    here = {ts: e for ts, e in known.items() if not _thread_of(e) and oldest <= ts and (not before or ts < before)}
    page = Read(messages=messages, known=here, asked_at=asked_at, whole=not answer.get("is_limited"))
    await _apply(order, room, page)
    threads = {*map(_thread_of, known.values()), *map(_thread_of, order.incident.tasks)}
    following = to_read(messages, threads, since=since, aside=order.effect.aside, before=oldest if more else "")
    return (lambda i: Change(effects=following)) if following else None


def to_read(
    messages: Collection[Json], known: Collection[str], *, since: str, aside: int, before: str
) -> tuple[ReadRoom, ...]:
    """What follows a page: threads with news, or something `known`, and the next page, if there is one.

    In a thread without news somebody may have put 📌 on an old reply. Slack says so nowhere but in the thread.
    So these come along, too, beside all else: the newest ones, counted over all pages.
    """
    news = [str(message["ts"]) for message in messages if _concerned(message, since, known)]
    begun = [str(message["ts"]) for message in messages if message.get("reply_count")]
    quiet = [thread for thread in begun if thread not in news][: max(0, ASIDE - aside)]
    return (
        *(ReadRoom(since=since, thread=thread) for thread in news),
        *(ReadRoom(since=since, thread=thread, aside=aside + n) for n, thread in enumerate(quiet, 1)),
        *([ReadRoom(since=since, before=before, aside=aside + len(quiet))] if before else []),
    )


def _concerned(message: Json, since: str, known: Collection[str]) -> bool:
    """Whether its thread holds news: replies since then, or something that stands on timeline or list of tasks."""
    if message["ts"] in known:
        return True
    return bool(message.get("reply_count")) and str(message.get("latest_reply") or "") >= since


async def _thread(order: Order, room: str, known: Mapping[str, TimelineEntry]) -> Rule | None:
    thread, asked_at = order.effect.thread, order.desk.now()
    messages: list[Json] = []
    try:
        pages = order.desk.slack.pages("conversations.replies", "messages", channel=room, ts=thread, limit=THREAD)
        messages = [message async for message in pages if message["ts"] != thread]
    except Rejected as error:
        if error.code != "thread_not_found":
            raise
    here = {ts: e for ts, e in known.items() if e.permalink is None or _thread_of(e) == thread}
    await _apply(order, room, Read(messages=messages, known=here, asked_at=asked_at))
    return None


def _thread_of(kept: TimelineEntry | Task) -> str:
    """Under which message it stands, as its permalink says; nothing where it stands in the channel itself."""
    found = parse_qs(urlsplit(kept.permalink or "").query).get("thread_ts", [""])[0]
    return "" if found == kept.message_ts else found


async def _apply(order: Order, room: str, page: Read) -> None:
    for message in page.messages:
        ts = str(message["ts"])
        entry = page.known.get(ts)
        if message.get("subtype") == TOMBSTONE:
            await _gone(order, room, ts, page.asked_at, entry)
            continue
        reactions = await _reactions(order, room, message)
        pinners = await _pinners(order, reactions, entry)
        if entry or pinners:
            await _seen(order, room, message, pinners, page.asked_at, entry)
        await tasks_seen(order, message, reactions, page.asked_at)
    for ts in page.missed():
        await _gone(order, room, ts, page.asked_at, page.known[ts])


async def _gone(order: Order, room: str, ts: str, at: datetime, entry: TimelineEntry | None) -> None:
    if entry and not entry.deleted_at:
        where = numbered(order.incident.id or 0, message=(room, ts))
        await order.desk.store.change(where, lambda i: message_deleted(i, message_ts=ts, at=at))


async def _reactions(order: Order, room: str, message: Json) -> list[Json]:
    """Those that mean something to us. Slack does not always name all who reacted; then it is asked once more."""
    catalog = order.desk.catalog
    wanted = {*catalog.timeline_emoji, catalog.task_emoji, catalog.action_item_emoji}
    found = [r for r in message.get("reactions") or [] if r["name"].partition("::")[0] in wanted]
    if all(len(each["users"]) >= each["count"] for each in found):
        return found
    answer = await order.desk.slack.call("reactions.get", channel=room, timestamp=message["ts"], full=True)
    return [r for r in answer["message"].get("reactions") or [] if r["name"].partition("::")[0] in wanted]


async def _pinners(order: Order, reactions: Iterable[Json], entry: TimelineEntry | None) -> set[str]:
    """Who has pinned it, with what."""
    found = [r for r in reactions if r["name"].partition("::")[0] in order.desk.catalog.timeline_emoji]
    by = {pinner(user, each["name"]): user for each in found for user in each["users"]}
    known = entry.pins if entry else {}
    strangers = [key for key, user in by.items() if key not in known and await from_elsewhere(order.desk, user)]
    return {*by} - {*strangers}


async def _seen(
    order: Order, room: str, message: Json, pinners: set[str], asked_at: datetime, entry: TimelineEntry | None
) -> None:
    """Bring one message in step; what it says is in our hands already, so it is not fetched again."""
    ts = str(message["ts"])
    again = await read(order, room, dict(message)) if _unread(order, message, entry) else None

    def rule(incident: Incident) -> Change:
        pins = pins_seen(incident, channel_id=room, message_ts=ts, pinners=pinners, asked_at=asked_at)
        said = again(incident) if again else Change()
        effects = (
            *(each for each in pins.effects if not isinstance(each, FetchPinned) or not again),
            *said.effects,
        )
        return Change(effects=tuple(dict.fromkeys(effects))) or (SILENT if pins or said else Change())

    await order.desk.store.change(numbered(order.incident.id or 0, message=(room, ts)), rule)


def _unread(order: Order, message: Json, entry: TimelineEntry | None) -> bool:
    """Whether its words are unknown, or were changed during the outage. Our own stay as they were when pinned."""
    if entry is None or entry.text is None or entry.permalink is None:
        return True
    edited_at = str((message.get("edited") or {}).get("ts") or "")
    ours = message.get("bot_id") == order.desk.me.bot_id
    return bool(edited_at) and float(edited_at) >= float(order.effect.since) and not ours
