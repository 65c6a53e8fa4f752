"""A call that names itself by a key is done once and answered the same, however often it comes."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Annotated
from weakref import WeakValueDictionary

from fastapi import Header
from starlette.requests import Request
from starlette.responses import Response

from storage.sessions import hashed
from storage.store import Store
from storage.tables import ApiAnswer
from web.api.caller import Caller
from web.problem import problem

KEPT = ("Content-Type", "Location")
"""Headers that belong to the answer itself."""
REPLAYED = "Idempotency-Replayed"
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=255,
        pattern=r"^[!-~]+$",
        description="Any word of your own, new for each thing you want done, such as a UUID. The same call with "
        "the same key is done once and answered the same for 24 hours.",
    ),
]
Doing = Callable[[str | None], Awaitable[Response]]
"""Does it; what it is given marks this call in the very transaction of what it changes."""


@dataclass(frozen=True, kw_only=True)
class Calls:
    """Remembers what was answered; in this process a repetition waits for the first one.

    Where another process does the first one, or died over it, the mark in the transaction decides what is done.
    """

    store: Store
    _running: MutableMapping[str, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    async def answered(self, request: Request, caller: Caller, key: str | None, doing: Doing) -> Response:
        """What the call is answered, now or before."""
        if key is None:
            return await doing(None)
        name = hashed(f"{caller.token_id} {key}")
        call = hashed(f"{request.method} {request.url.path} ") + hashed((await request.body()).hex())
        lock = self._running.setdefault(name, asyncio.Lock())
        async with lock:
            before = await self.store.begin_call(name, call)
            if before and before.call != call:
                return problem(422, "This Idempotency-Key was used for another call. Take a new one for each.")
            if before and before.status:
                return _again(before)
            answer = await doing(name)
            await self._keep(name, answer)
            return answer

    async def _keep(self, name: str, answer: Response) -> None:
        headers = {header: answer.headers[header] for header in KEPT if header in answer.headers}
        body = bytes(answer.body).decode()
        await self.store.end_call(name, status=answer.status_code, headers=headers, body=body)


def _again(before: ApiAnswer) -> Response:
    return Response(before.body, status_code=before.status or 200, headers={**before.headers, REPLAYED: "true"})
