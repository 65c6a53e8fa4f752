"""Which program calls, as whom, and what it may: read from its token. Cookies count for nothing here."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Depends, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.requests import Request

from incidents.person import unfit
from incidents.tokens import ADMIN, READ, WRITE
from web.front import Front
from web.limit import Limit

BEARER = HTTPBearer(
    scheme_name="token",
    description="A token of `/tokens` or `signalcraft token create`. It acts as one person, within its scopes.",
    auto_error=False,
)
Told = Annotated[HTTPAuthorizationCredentials | None, Security(BEARER)]


@dataclass(frozen=True, kw_only=True)
class Caller:
    """A program that was let in: `person` is the Slack id of whom it acts for."""

    token_id: int
    token: str
    person: str
    name: str
    scopes: frozenset[str]


class Turned(Exception):
    """The call is turned away before anything is looked at."""

    def __init__(self, *, status: int, sentence: str, headers: dict[str, str]) -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.headers = status, sentence, headers


def caller_with(scope: str | None) -> Callable[..., Coroutine[Any, Any, Caller]]:
    """A dependency: who calls, if their token has the scope (None: whatever it has). Raises Turned."""

    async def caller(request: Request, told: Told) -> Caller:
        found = await _let_in(request, told.credentials if told else "")
        limit: Limit = request.app.state.limit
        wait = limit.spend(found.token_id)
        if wait:
            sentence = f"More than {limit.a_minute} calls in a minute. Go on in {wait} s."
            raise Turned(status=429, sentence=sentence, headers={"Retry-After": str(wait)})
        if scope is not None and scope not in found.scopes:
            sentence = f"The token “{found.token}” lacks the scope `{scope}`. Make one that has it."
            asked = f'Bearer error="insufficient_scope", scope="{scope}"'
            raise Turned(status=403, sentence=sentence, headers={"WWW-Authenticate": asked})
        return found

    return caller


async def _let_in(request: Request, secret: str) -> Caller:
    front: Front = request.app.state.front
    found = await front.store.program(secret) if secret else None
    if found is None or unfit(found[1], front.team_id):
        sentence = "No token that is good: it is missing, mistyped, too old or revoked, or its person is gone."
        raise Turned(status=401, sentence=sentence, headers={"WWW-Authenticate": "Bearer"})
    token, person = found
    return Caller(
        token_id=token.id or 0,
        token=token.name,
        person=person.id,
        name=person.name,
        scopes=frozenset(token.scopes),
    )


AnyCaller = Annotated[Caller, Depends(caller_with(None))]
Reader = Annotated[Caller, Depends(caller_with(READ))]
Writer = Annotated[Caller, Depends(caller_with(WRITE))]
Admin = Annotated[Caller, Depends(caller_with(ADMIN))]
