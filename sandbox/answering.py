"""What the app's doors share (API, response URLs, uploads): journal, ordered faults, latency, lost answers."""

import asyncio
import json
import math
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web

from sandbox.traffic.faults import Fault
from sandbox.workspace.nouns import Json
from sandbox.world import World


@dataclass(frozen=True)
class Answer:
    """What the app gets back; `text` goes out as it is, where there is one."""

    body: Json
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    text: str | None = None


async def answered(
    world: World, request: web.Request, name: str, args: Json, perform: Callable[[], Answer], kind: str = "call"
) -> web.StreamResponse:
    """One call from its journal line to its answer; all waiting comes before the effect."""
    entry = world.journal.start(name, args, kind=kind)
    fault = world.faults.take(name)
    await asyncio.sleep(world.latency_s + (fault.latency_ms / 1000 if fault else 0))
    answer = (_failed(fault) if fault else None) or perform()
    dropped = bool(fault and fault.drop)
    written = json.dumps(answer.body)
    error = answer.body.get("error")
    world.journal.end(
        entry, 0 if dropped else answer.status, error, ok=answer.status == 200 and not error, answer=written
    )
    if dropped and request.transport:
        request.transport.abort()
    if answer.text is not None:
        return web.Response(text=answer.text, status=answer.status, headers=answer.headers)
    return web.Response(
        text=written, status=answer.status, headers=answer.headers, content_type="application/json"
    )


def _failed(fault: Fault) -> Answer | None:
    """The answer that a fault puts in place of the real one, if it does."""
    headers = {} if fault.retry_after is None else {"Retry-After": str(math.ceil(fault.retry_after))}
    if fault.status:
        word = fault.error or {429: "ratelimited", 503: "service_unavailable"}.get(fault.status, "internal_error")
        return Answer({"ok": False, "error": word}, fault.status, headers)
    return Answer({"ok": False, "error": fault.error}, 200, headers) if fault.error else None
