"""Remembers which messages changed and in which order, so that a screen asks only for what is new to it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sandbox.workspace.nouns import Channel, Json, Message
from sandbox.workspace.space import Happened, Notice, Workspace

Look = tuple[int, int]


@dataclass
class Track:
    """What is known of one channel: `revs` holds the last change of each message, the newest change last."""

    newest: str = ""
    revs: dict[str, int] = field(default_factory=dict)
    private: dict[str, Look] = field(default_factory=dict)  # ephemerals: no event tells of their changes
    pending: bool = False  # something changed, and no event has said yet what it was
    unclear: int = 0  # the last change of which nobody said what it was: a screen loads all anew


@dataclass
class Changes:
    space: Workspace
    rev: int = 0
    _tracks: dict[str, Track] = field(default_factory=dict)

    def track(self, channel_id: str) -> Track:
        return self._tracks.setdefault(channel_id, Track())

    def observe(self, notice: Notice) -> None:
        if isinstance(notice, Happened):
            self._happened(notice)
        elif notice.kind == "messages" and notice.channel in self.space.channels:
            self._changed(self.space.channels[notice.channel])

    def since(self, channel_id: str, rev: int) -> list[str] | None:
        """The messages that changed after a revision; None when only a fresh load would do."""
        track = self.track(channel_id)
        if track.pending:
            self.rev += 1
            track.pending, track.unclear = False, self.rev
        if rev > self.rev or rev < track.unclear:
            return None
        return list(_newer(track, rev))

    def _changed(self, channel: Channel) -> None:
        track, before = self.track(channel.id), self.rev
        for message in _unknown(channel, track.newest):
            self._mark(track, message)
            track.newest = max(track.newest, message.ts)
            if message.seen_by:
                track.private[message.ts] = _look(message)
        for ts, look in list(track.private.items()):
            message_now = channel.messages.get(ts)
            if message_now is None:
                del track.private[ts]
                self._mark_ts(track, ts)
            elif _look(message_now) != look:
                track.private[ts] = _look(message_now)
                self._mark(track, message_now)
        track.pending = track.pending or self.rev == before

    def _happened(self, happened: Happened) -> None:
        told = _told(happened.event) if happened.channel else set()
        if happened.channel and told:
            track = self.track(happened.channel.id)
            track.pending = False
            for ts in told:
                self._mark_ts(track, ts)

    def _mark(self, track: Track, message: Message) -> None:
        self._mark_ts(track, message.ts)
        if message.thread_ts:  # its first message shows how many replies there are
            self._mark_ts(track, message.thread_ts)

    def _mark_ts(self, track: Track, ts: str) -> None:
        self.rev += 1
        track.revs.pop(ts, None)
        track.revs[ts] = self.rev


def _newer(track: Track, rev: int) -> Iterator[str]:
    for ts, changed in reversed(track.revs.items()):
        if changed <= rev:
            return
        yield ts


def _unknown(channel: Channel, newest: str) -> Iterator[Message]:
    for message in reversed(channel.messages.values()):
        if message.ts <= newest:
            return
        yield message


def _look(message: Message) -> Look:
    return len(message.earlier), id(message.text)


def _told(event: Json) -> set[str]:
    """The messages an event is about."""
    found = {event.get("deleted_ts"), event.get("thread_ts")}
    if event.get("type") == "message" and not event.get("hidden"):
        found.add(event.get("ts"))
    for name in ("message", "previous_message", "item"):
        inner = event.get(name)
        if isinstance(inner, dict):
            about = inner.get("message") if isinstance(inner.get("message"), dict) else inner
            found |= {about.get("ts"), about.get("thread_ts")} if about else set()
    return {ts for ts in found if isinstance(ts, str)}
