"""What the stand-ins share: one answered call with its faults, tokens that run out, and reading a request."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import web

from sandbox.answering import Answer, answered
from sandbox.traffic.faults import Fault
from sandbox.workspace import strict_json
from sandbox.workspace.clock import Clock
from sandbox.workspace.nouns import Json
from sandbox.world import World


class Refused(Exception):
    """The vendor says no, in its own words."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.error)
        self.answer = answer


Failed = Callable[[Fault], Answer | None]
"""How a vendor puts an ordered fault into words."""


@dataclass
class Tokens:
    """Access tokens, and when each runs out by the workspace's clock."""

    clock: Clock
    lifetime_s: int
    _until: dict[str, float] = field(default_factory=dict)

    def give(self) -> str:
        token = secrets.token_urlsafe(24)
        self._until[token] = self.clock.now() + self.lifetime_s
        return token

    def is_known(self, token: str) -> bool:
        return token in self._until

    def is_fresh(self, token: str) -> bool:
        return self._until.get(token, 0) > self.clock.now()

    def __len__(self) -> int:
        return len(self._until)


async def call(
    world: World, request: web.Request, name: str, args: Json, perform: Callable[[], Answer], failed: Failed
) -> web.StreamResponse:
    """One call, in the journal and open to faults like a call of the Web API."""

    def answer() -> Answer:
        try:
            return perform()
        except Refused as refused:
            return refused.answer

    return await answered(world, request, name, args, answer, failed=failed)


def bearer(request: web.Request) -> str:
    return request.headers.get("Authorization", "").removeprefix("Bearer ").strip()


async def body(request: web.Request) -> Json | None:
    """The JSON object of a request, nothing where there is no body; None when it is something else."""
    text = await request.text()
    try:
        read = strict_json.loads(text) if text else {}
    except ValueError:
        return None
    return read if isinstance(read, dict) else None
