"""The journal of all calls the app made, in order of start, never trimmed and without tokens."""

from dataclasses import asdict, dataclass, field

from sandbox.workspace.clock import Clock
from sandbox.workspace.nouns import Json


@dataclass
class Entry:
    """`status` is the HTTP status of the answer, 0 while there is none; times are epoch seconds."""

    method: str
    channel: str | None
    args: Json
    started: float
    ended: float | None = None
    status: int = 0
    error: str | None = None


@dataclass
class Journal:
    clock: Clock
    entries: list[Entry] = field(default_factory=list)

    def start(self, method: str, args: Json) -> Entry:
        shown = {key: value for key, value in args.items() if key != "token"}
        channel = shown.get("channel") or shown.get("channel_id")
        entry = Entry(method, channel if isinstance(channel, str) else None, shown, self.clock.now())
        self.entries.append(entry)
        return entry

    def end(self, entry: Entry, status: int, error: str | None) -> None:
        entry.ended, entry.status, entry.error = self.clock.now(), status, error

    def as_json(self) -> list[Json]:
        return [asdict(entry) for entry in self.entries]
