"""Who looks at a page: read from what their browser carries. What they send must come from our own pages."""

import secrets
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import Depends
from starlette.requests import Request

from incidents.permissions import ADMINISTER
from incidents.person import unfit
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
    is_admin: bool = False
    """They may look after SignalCraft, and see where that is done."""


async def signed_in(request: Request) -> Visitor:
    """Who asks (a dependency of every page). Raises NotSignedIn, and Forged for a form that is not ours."""
    visitor = await known(request)
    if visitor is None:
        raise NotSignedIn(request)
    if request.method not in READING:
        await must_be_ours(request, visitor.csrf)
    front: Front = request.app.state.front
    return replace(visitor, is_admin=await front.may(visitor.person, ADMINISTER))


Somebody = Annotated[Visitor, Depends(signed_in)]
"""What a route takes that is for those who are signed in."""


async def known(request: Request) -> Visitor | None:
    """Who asks, if they are signed in."""
    front: Front = request.app.state.front
    secret = request.cookies.get(front.cookie(COOKIE), "")
    found = await front.store.signed_in(secret) if secret else None
    if found is None:
        return None
    session, person = found
    if unfit(person, front.team_id):
        return None
    return Visitor(person=person.id, name=person.name, csrf=csrf_of(secret), session_id=session.id)


def csrf_of(secret: str) -> str:
    """What a form carries: only who knows the cookie can tell it, and it does not tell the cookie."""
    return hashed(f"csrf:{secret}")


async def must_be_ours(request: Request, csrf: str) -> None:
    """Every form of ours is looked at here. Raises Forged for one that came from elsewhere, or lacks `csrf`."""
    given = request.headers.get(CSRF_HEADER) or str((await request.form()).get(CSRF, ""))
    if not _from_here(request) or not secrets.compare_digest(given.encode(), csrf.encode()):
        raise Forged


def _from_here(request: Request) -> bool:
    """What the browser itself says of where a form stood; old ones, and programs, say nothing."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    front: Front = request.app.state.front
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    try:
        stood_at = urlsplit(origin).netloc
    except ValueError:  # no address at all
        return False
    return stood_at != "" and stood_at in (request.headers.get("Host"), urlsplit(front.url).netloc)
