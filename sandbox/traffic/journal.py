"""The journal of all that went between app and workspace, in order of start, never trimmed and without tokens."""

import asyncio
import json
import re
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from sandbox.workspace.clock import Clock
from sandbox.workspace.nouns import Json

VERSION = 1
QUIET_SECONDS = 0.25  # screens hear of changes at most that often
TICKET = re.compile(r"ticket=\w+")


@dataclass
class Entry:
    """`status` is HTTP's, 0 while there is no answer and for envelopes; times are epoch seconds."""

    seq: int
    kind: str  # call, upload, response_url or envelope
    name: str
    channel: str | None
    args: Json
    started: float
    retry: int = 0
    rev: int = 0
    ended: float | None = None
    status: int = 0
    ok: bool | None = None
    error: str | None = None
    fault: str | None = None  # what a test has made of it
    answer: str | None = None  # JSON as it went out: what it tells must not change afterwards

    @property
    def method(self) -> str:
        return self.name

    def as_json(self) -> Json:
        return {
            "seq": self.seq, "rev": self.rev, "kind": self.kind, "name": self.name, "channel": self.channel,
            "started": self.started, "ended": self.ended,
            "ms": None if self.ended is None else round((self.ended - self.started) * 1000, 2),
            "status": self.status, "ok": self.ok, "error": self.error, "retry": self.retry, "fault": self.fault,
            "sent": self.args, "answer": None if self.answer is None else json.loads(self.answer),
        }  # fmt: skip

    def as_call(self) -> Json:
        return {
            "seq": self.seq, "method": self.name, "channel": self.channel, "args": self.args,
            "started": self.started, "ended": self.ended, "status": self.status, "error": self.error,
        }  # fmt: skip


@dataclass
class Journal:
    """`acts` are what people and tests did: control calls, with faults ordered and steps of the clock."""

    clock: Clock
    on_change: list[Callable[[], None]] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    acts: list[Json] = field(default_factory=list)
    rev: int = 0
    _seq: int = 0
    _latest: "OrderedDict[int, Entry]" = field(default_factory=OrderedDict)  # by seq, changed last at the end
    _telling: asyncio.TimerHandle | None = None

    def start(self, name: str, args: Json, *, kind: str = "call", channel: object = None, retry: int = 0) -> Entry:
        shown = {key: value for key, value in args.items() if key != "token"}
        where = channel or shown.get("channel") or shown.get("channel_id")
        entry = Entry(
            self._number(), kind, name, where if isinstance(where, str) else None, shown, self.clock.now(), retry
        )
        self.entries.append(entry)
        self._changed(entry)
        return entry

    def end(
        self, entry: Entry, status: int, error: str | None, *, ok: bool | None = None, answer: str | None = None
    ) -> None:
        entry.ended = self.clock.now()
        entry.status, entry.error, entry.ok = status, error, ok
        self.amend(entry, answer)

    def amend(self, entry: Entry, answer: str | None) -> None:
        """Adds what came later, such as an ack after its time."""
        if answer is not None:
            entry.answer = TICKET.sub("ticket=…", answer) if "ticket=" in answer else answer
        self._changed(entry)

    def act(self, name: str, sent: Json, status: int, answer: Json) -> None:
        now = self.clock.now()
        self.acts.append(
            {"seq": self._number(), "at": now, "act": name, "sent": sent, "status": status, "answer": answer}
        )

    def calls(self) -> list[Json]:
        return [entry.as_call() for entry in self.entries if entry.kind != "envelope"]

    def last(self, limit: int) -> list[Entry]:
        return self.entries[-limit:]

    def since(self, rev: int, limit: int) -> list[Entry]:
        """What changed after that revision, the earliest change first, at most `limit` of it."""
        changed = []
        for entry in reversed(self._latest.values()):
            if entry.rev <= rev:
                break
            changed.append(entry)
        return changed[::-1][:limit]

    def as_json(self) -> Json:
        """All there is, to be kept as a file."""
        return {
            "version": VERSION, "now": self.clock.now(), "ahead_s": self.clock.ahead_s, "rev": self.rev,
            "entries": [entry.as_json() for entry in self.entries], "acts": self.acts,
        }  # fmt: skip

    def stop(self) -> None:
        if self._telling:
            self._telling.cancel()

    def _number(self) -> int:
        self._seq += 1
        return self._seq

    def _changed(self, entry: Entry) -> None:
        self.rev += 1
        entry.rev = self.rev
        self._latest[entry.seq] = entry
        self._latest.move_to_end(entry.seq)
        if self._telling is None and self.on_change:
            self._telling = asyncio.get_running_loop().call_later(QUIET_SECONDS, self._tell)

    def _tell(self) -> None:
        self._telling = None
        for told in self.on_change:
            told()
