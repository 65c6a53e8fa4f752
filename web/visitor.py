"""Who looks at a page: read from what their browser carries. What they send must come from our own pages."""

import secrets
from dataclasses import dataclass
from urllib.parse import quote

from starlette.requests import Request

from incidents.refusal import Refusal
from storage.sessions import hashed
from web.front import Front

COOKIE = "signalcraft"
CSRF = "csrf"
CSRF_HEADER = "X-CSRF"
READING = ("GET", "HEAD", "OPTIONS")


class NotSignedIn(Exception):
    """Nobody is signed in here; `sign_in` is where they go first."""

    def __init__(self, request: Request) -> None:
        back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        self.sign_in = f"/sign-in?next={quote(back, safe='')}" if request.method in READING else "/sign-in"


class Forged(Refusal):
    """A form that does not come from a page which we gave to this person."""

    def __init__(self) -> None:
        super().__init__("This form is too old or was not made here, so nothing was changed. Load the page again.")


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Somebody who is signed in: `person` is their Slack id, `csrf` what their forms must carry."""

    person: str
    name: str
    csrf: str
    session_id: str


async def signed_in(request: Request) -> Visitor:
    """Who asks (a dependency of every page). Raises NotSignedIn, and Forged for a form that is not ours."""
    front: Front = request.app.state.front
    secret = request.cookies.get(COOKIE, "")
    found = await front.store.signed_in(secret) if secret else None
    if found is None:
        raise NotSignedIn(request)
    session, person = found
    visitor = Visitor(person=person.id, name=person.name, csrf=csrf_of(secret), session_id=session.id)
    if request.method not in READING:
        await _must_be_ours(request, visitor)
    return visitor


def csrf_of(secret: str) -> str:
    """What a form carries: only who knows the cookie can tell it, and it does not tell the cookie."""
    return hashed(f"csrf:{secret}")


async def _must_be_ours(request: Request, visitor: Visitor) -> None:
    given = request.headers.get(CSRF_HEADER) or str((await request.form()).get(CSRF, ""))
    if not secrets.compare_digest(given.encode(), visitor.csrf.encode()):
        raise Forged
