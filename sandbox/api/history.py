"""conversations.history and replies: what was said, newest or oldest first."""

import re

from sandbox.api.paging import cursor, limit, read_cursor
from sandbox.api.registry import Call, SlackError, reading
from sandbox.workspace import messages
from sandbox.workspace.nouns import Json, Message
from sandbox.workspace.shapes import message_json, shortened

HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
BOUND = re.compile(r"\d{1,10}(\.\d{1,6})?", re.ASCII)
MOST = 999


@reading("conversations.history", *HISTORY, required=("channel",), json=True)
def history(call: Call) -> Json:
    """Newest first, without the replies of threads unless they were sent to the channel too."""
    channel = call.channel(member=True)
    _check_bounds(call)
    top = [each for each in channel.messages.values() if _on_top(each) and _between(call, each.ts)]
    found = sorted(top, key=lambda message: message.ts, reverse=True)
    before = read_cursor(call, "next_ts")
    rest = [each for each in found if not before or each.ts < before]
    size = limit(call, 100, MOST)
    shown, more = rest[:size], len(rest) > size
    bound = {"latest": call.text("latest")} if call.text("latest") else {}
    return bound | {
        "messages": _listed(call, shown), "has_more": more, "pin_count": len(channel.pins),
        "response_metadata": {"next_cursor": cursor(f"next_ts:{shown[-1].ts}") if more else ""},
    }  # fmt: skip


@reading("conversations.replies", *HISTORY, required=("channel", "ts"))
def replies(call: Call) -> Json:
    """The parent, then its replies, oldest first."""
    channel = call.channel(member=True)
    parent = channel.messages.get(call.text("ts"))
    if parent is None or parent.seen_by:
        raise SlackError("thread_not_found")
    _check_bounds(call)
    thread = messages.in_thread(channel, parent.ts)
    found = [each for each in thread if each is parent or _between(call, each.ts)]
    after = read_cursor(call, "next_ts")
    rest = [each for each in found if not after or each.ts > after]
    size = limit(call, 1000)
    shown, more = rest[:size], len(rest) > size
    return {
        "messages": _listed(call, shown), "has_more": more,
        "response_metadata": {"next_cursor": cursor(f"next_ts:{shown[-1].ts}") if more else ""},
    }  # fmt: skip


def _check_bounds(call: Call) -> None:
    for name in ("latest", "oldest"):
        if call.text(name) and not BOUND.fullmatch(call.text(name)):
            raise SlackError(f"invalid_ts_{name}")


def _on_top(message: Message) -> bool:
    reply = message.thread_ts and message.thread_ts != message.ts
    return not message.seen_by and (not reply or message.broadcast)


def _between(call: Call, ts: str) -> bool:
    """Bounds are left out themselves, unless `inclusive` is set."""
    latest, oldest = _padded(call.text("latest")), _padded(call.text("oldest"))
    if call.flag("inclusive"):
        return (not latest or ts <= latest) and (not oldest or ts >= oldest)
    return (not latest or ts < latest) and (not oldest or ts > oldest)


def _padded(ts: str) -> str:
    """A timestamp that may lack zeros, comparable as text."""
    if not ts or float(ts) == 0:
        return ""
    seconds, _, rest = ts.partition(".")
    return f"{seconds:0>10}.{rest:0<6}"


def _listed(call: Call, found: list[Message]) -> list[Json]:
    metadata = call.flag("include_all_metadata")
    return [shortened(message_json(call.space, each, metadata=metadata)) for each in found]
