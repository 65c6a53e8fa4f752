"""What a screen reads of messages: a page of them, what changed since, and how much is unread."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from aiohttp import web

from sandbox.client.changes import Changes
from sandbox.workspace.nouns import Channel, Json, Message, User
from sandbox.workspace.shapes import message_json
from sandbox.world import World

PAGE, MOST = 50, 200
COUNTED = 1000  # nobody reads a bigger number
QUIET = re.compile(r"(channel|group)_|bot_add|pinned_item|reminder_add")
BROADCAST = re.compile(r"<!(channel|here|everyone)[|>]")


@dataclass(frozen=True)
class Reader:
    """A person who looks at a channel, or at one thread of it."""

    world: World
    channel: Channel
    user: User
    thread: str = ""

    def rows(self) -> list[Message]:
        return [each for each in self.channel.messages.values() if self.has(each)]

    def has(self, message: Message) -> bool:
        if message.seen_by not in ("", self.user.id):
            return False
        if self.thread:
            return self.thread in (message.ts, message.thread_ts)
        return message.thread_ts in ("", message.ts) or message.broadcast

    def shown(self, message: Message) -> Json:
        """Slack's JSON, with what only a screen needs."""
        seen = message_json(self.world.space, message, metadata=True)
        return seen | ({"is_ephemeral": True} if message.seen_by else {})


def page(reader: Reader, rev: int, query: Json) -> Json:
    """The newest messages, or those before, after or around one; oldest first."""
    rows = reader.rows()
    first, last = _slice([each.ts for each in rows], query)
    shown = [reader.shown(each) for each in rows[first:last]]
    answer: Json = {"messages": shown, "older": first > 0, "newer": last < len(rows), "rev": rev}
    parent = reader.channel.messages.get(reader.thread)
    if parent and first > 0:  # a thread always shows what it hangs on
        answer["parent"] = reader.shown(parent)
    return answer | {"thread": _thread_of(reader, str(query.get("around", "")))}


def _slice(stamps: list[str], query: Json) -> tuple[int, int]:
    limit = _limit(query.get("limit"))
    if query.get("before"):
        last = bisect_left(stamps, query["before"])
        return max(0, last - limit), last
    if query.get("after"):
        first = bisect_left(stamps, query["after"] + "~")
        return first, min(len(stamps), first + limit)
    if query.get("around"):
        middle = bisect_left(stamps, query["around"])
        first = max(0, min(middle - limit // 2, len(stamps) - limit))
        return first, min(len(stamps), first + limit)
    return max(0, len(stamps) - limit), len(stamps)


def _limit(given: object) -> int:
    return max(1, min(int(given), MOST)) if isinstance(given, str) and given.isdecimal() else PAGE


def _thread_of(reader: Reader, ts: str) -> str:
    """The thread in which a message stands that the channel itself does not show."""
    message = reader.channel.messages.get(ts)
    return message.thread_ts if message and not reader.has(message) and not reader.thread else ""


def changed(reader: Reader, changes: Changes, since: int) -> Json:
    """All of a channel that this person sees and that changed after a revision; `gone` is no longer there."""
    stamps = changes.since(reader.channel.id, since)
    if stamps is None:
        return {"rev": changes.rev, "reset": True}
    found = [(ts, reader.channel.messages.get(ts)) for ts in stamps]
    seen = [each for _, each in found if each and each.seen_by in ("", reader.user.id)]
    return {
        "rev": changes.rev,
        "messages": [reader.shown(each) for each in sorted(seen, key=lambda each: each.ts)],
        "gone": [ts for ts, each in found if each is None],
    }


def unread(reader: Reader, since: str) -> Json:
    """How many messages a person has not read, and how many of them are meant for them."""
    fresh = list(_fresh(reader, since))
    newest = next(reversed(reader.channel.messages), "")
    return {
        "count": len(fresh),
        "mentions": sum(_meant(reader, each) for each in fresh),
        "first": fresh[-1].ts if fresh else "",
        "newest": newest,
    }


def _fresh(reader: Reader, since: str) -> Iterator[Message]:
    count = 0
    for message in reversed(reader.channel.messages.values()):
        if message.ts <= since or count >= COUNTED:
            return
        if message.user != reader.user.id and reader.has(message) and not QUIET.match(message.subtype):
            count += 1
            yield message


def _meant(reader: Reader, message: Message) -> bool:
    if reader.channel.kind not in ("public", "private") or message.seen_by:
        return True
    groups = reader.world.space.usergroups.values()
    mine = [f"<!subteam^{each.id}" for each in groups if reader.user.id in each.members]
    return bool(BROADCAST.search(message.text)) or any(
        word in message.text for word in (f"<@{reader.user.id}", *mine)
    )


def sees(person: User, channel: Channel) -> bool:
    """As in the control API: any public channel unless a guest, else only from inside."""
    return person.id in channel.members or (channel.kind == "public" and not person.is_guest)


def reader_of(world: World, channel: object, user: object, thread: str = "") -> Reader:
    """Who looks at what."""
    found, person = world.space.channels.get(str(channel)), world.space.users.get(str(user))
    if not found or not person or not sees(person, found):
        raise web.HTTPNotFound(text='{"error": "channel_not_found"}', content_type="application/json")
    return Reader(world, found, person, thread)
