"""Waits for the acks of envelopes, judges what comes back on a socket, and writes both into the journal."""

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any, Protocol

from sandbox.workspace import strict_json
from sandbox.workspace.keeping import forget_oldest
from sandbox.workspace.nouns import Json

SHOWN = 2000  # characters of a frame that nobody expected


class Log(Protocol):
    """The journal, as far as envelopes need it."""

    def start(self, name: str, args: Json, *, kind: str, channel: object, retry: int) -> Any: ...

    def end(
        self, entry: Any, status: int, error: str | None, *, ok: bool | None, answer: str | None = None
    ) -> None: ...

    def amend(self, entry: Any, answer: str | None) -> None: ...


@dataclass(frozen=True)
class Ack:
    ms: float
    payload: Json


@dataclass
class Pending:
    """An envelope that is out; the future gives its ack, or None when it can no longer come."""

    entry: Any
    came: "asyncio.Future[Ack | None]"
    sent: float = field(default_factory=time.perf_counter)


@dataclass
class Acks:
    log: Log
    _pending: dict[str, Pending] = field(default_factory=dict)
    _missed: dict[str, Pending] = field(default_factory=dict)  # whose ack came late or never

    def expect(self, envelope_id: str, entry: Any) -> Pending:
        pending = Pending(entry, asyncio.get_running_loop().create_future())
        self._pending[envelope_id] = pending
        return pending

    async def wait(self, envelope_id: str, seconds: float) -> Ack | None:
        pending = self._pending[envelope_id]
        try:
            ack = await asyncio.wait_for(pending.came, seconds)
        except TimeoutError:
            ack = None
        finally:
            del self._pending[envelope_id]
        if ack is None:
            forget_oldest(self._missed)
            self._missed[envelope_id] = pending
            self.log.end(pending.entry, 0, "not_acked", ok=False)
            return None
        self.log.end(pending.entry, 0, None, ok=True, answer=json.dumps(ack.payload))
        return ack

    def forget(self, envelope_id: str, error: str) -> None:
        """It could not be sent at all."""
        self.log.end(self._pending.pop(envelope_id).entry, 0, error, ok=False)

    def lost(self, envelope_ids: set[str]) -> None:
        """Their connection is gone: no need to wait any longer."""
        for envelope_id in envelope_ids:
            pending = self._pending.get(envelope_id)
            if pending and not pending.came.done():
                pending.came.set_result(None)

    def arrived(self, text: str) -> None:
        """A frame from the app: an ack, or something to wonder about in the journal."""
        try:
            frame = strict_json.loads(text)
        except ValueError:
            return self._odd("not_json", text)
        envelope_id = frame.get("envelope_id") if isinstance(frame, dict) else None
        if not isinstance(envelope_id, str):
            return self._odd("no_envelope_id", text)
        payload = frame.get("payload")
        if payload is not None and not isinstance(payload, dict | str):
            self._odd("invalid_payload", text)
            payload = None
        return self._match(envelope_id, {"text": payload} if isinstance(payload, str) else payload or {}, text)

    def _match(self, envelope_id: str, payload: Json, text: str) -> None:
        pending = self._pending.get(envelope_id)
        if pending and not pending.came.done():
            ms = round((time.perf_counter() - pending.sent) * 1000, 2)
            pending.came.set_result(Ack(ms, payload))
        elif envelope_id in self._missed:
            late = {"late_ms": round((time.perf_counter() - self._missed[envelope_id].sent) * 1000, 2)}
            self.log.amend(self._missed[envelope_id].entry, json.dumps(late | {"payload": payload}))
        else:
            self._odd("unknown_envelope_id", text)

    def _odd(self, error: str, text: str) -> None:
        entry = self.log.start("unexpected frame", {"frame": text[:SHOWN]}, kind="envelope", channel=None, retry=0)
        self.log.end(entry, 0, error, ok=False)
