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

JSON = "application/json"


@dataclass(frozen=True)
class Answer:
    """What the app gets back; `text` goes out as it is, where there is one.

    `shown`: what the journal keeps instead, where the answer holds a secret; `error`: the word for a refusal
    where the body does not have it in Slack's way.
    """

    body: Json
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    text: str | None = None
    content_type: str = "text/plain"
    shown: Json | None = None
    error: str | None = None


async def answered(
    world: World, request: web.Request, name: str, args: Json, perform: Callable[[], Answer], kind: str = "call",
    failed: Callable[[Fault], Answer | None] | None = None,
) -> web.StreamResponse:  # fmt: skip
    """One call from its journal line to its answer; all waiting comes before the effect.

    `failed` gives a fault's answer in a vendor's words instead of Slack's.
    """
    entry = world.journal.start(name, args, kind=kind)
    fault = world.faults.take(name)
    entry.fault = fault.kind() if fault else None
    await asyncio.sleep(world.latency_s + (world.faults.latency_s(fault) if fault else 0))
    if fault and fault.cut:
        await world.sockets.disconnect("cut", 1)
    if fault and fault.refuse:
        world.journal.end(entry, 0, "refused", ok=False)
        return _hung_up(request)
    answer = ((failed or _failed)(fault) if fault else None) or perform()
    written = json.dumps(answer.body)
    dropped, error = bool(fault and fault.drop), answer.error or answer.body.get("error")
    status, shown = 0 if dropped else answer.status, written if answer.shown is None else json.dumps(answer.shown)
    world.journal.end(entry, status, error, ok=answer.status < 300 and not error, answer=shown)
    if dropped:
        return _hung_up(request)
    text, content_type = (written, JSON) if answer.text is None else (answer.text, answer.content_type)
    return web.Response(text=text, status=answer.status, headers=answer.headers, content_type=content_type)


def _hung_up(request: web.Request) -> web.StreamResponse:
    if request.transport:
        request.transport.abort()
    return web.Response(status=500)


def later(fault: Fault) -> dict[str, str]:
    """When a fault lets the app come again."""
    return {} if fault.retry_after is None else {"Retry-After": str(math.ceil(fault.retry_after))}


def _failed(fault: Fault) -> Answer | None:
    """The answer that a fault puts in place of the real one, if it does."""
    headers = later(fault)
    if fault.status:
        word = fault.error or {429: "ratelimited", 503: "service_unavailable"}.get(fault.status, "internal_error")
        return Answer({"ok": False, "error": word}, fault.status, headers, fault.body, "text/html")
    return Answer({"ok": False, "error": fault.error}, 200, headers) if fault.error else None
