"""Signing in by way of Slack: out with a state that only this browser carries, and back with it, once."""

import secrets
from urllib.parse import urlencode, urlsplit

import structlog
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from incidents.person import Person, unfit
from integrations.errors import OutsideError, Unavailable
from integrations.sign_in import SignInWithSlack, Who
from storage.sessions import hashed
from storage.ways_in import ATTEMPT_LASTS
from web.front import Front
from web.limit import Limit
from web.looks import page
from web.sign_in.coming import browser, carry, drop, go, let_in, path_of_ours
from web.sign_in.knocking import A_MINUTE, knock

CALLBACK = "/sign-in/callback"
LEFT = "signalcraft-slack"
"""Carried while somebody is at Slack. State and nonce are made from it, so that neither has to be kept."""
DOWN = (
    "Slack cannot be reached just now, so it cannot say who you are. "
    "Whoever has access to the server can let you in: signalcraft login NAME"
)
TOO_OLD = "That took longer than ten minutes, or was begun in another browser. Sign in again."
CANCELLED = "Nobody was signed in, as you wished."
REFUSED = "Slack did not confirm who you are, so nobody was signed in. Try again, or ask whoever runs this."
ELSEWHERE = "You signed in to another Slack workspace than the one SignalCraft works for. Choose that one."
GONE = "Your Slack account is deactivated, so nobody was signed in."

log = structlog.get_logger("sign_in")


class Turned(Exception):
    """Nobody is signed in; the page says why."""

    def __init__(self, why: str, status: int) -> None:
        super().__init__(why)
        self.why = why
        self.status = status


def register(app: FastAPI, front: Front) -> None:
    """Answer at `/sign-in/slack` and `/sign-in/callback`."""
    limit = Limit(a_minute=A_MINUTE, now=front.now)

    @app.get("/sign-in/slack", include_in_schema=False)
    async def leave(request: Request, next: str = "/", moved: bool = False) -> Response:
        """Slack sends everybody back to our one address, so what is carried meanwhile must be set there."""
        if front.slack is None:
            return at_the_door(request, path_of_ours(next))
        if request.headers.get("Host") != urlsplit(front.url).netloc and not moved:
            return go(f"{front.url}/sign-in/slack?{urlencode({'next': path_of_ours(next), 'moved': 1})}")
        knock(request, limit)
        secret = await front.store.begin_sign_in(path_of_ours(next))
        try:
            where = await front.slack.leave_for(
                back_to=front.url + CALLBACK, state=state_of(secret), nonce=nonce_of(secret), team=front.team_id
            )
        except OutsideError as error:
            log.warning("sign-in has failed", why=str(error))
            return at_the_door(request, path_of_ours(next), DOWN, 503)
        answer = RedirectResponse(where, status_code=303)
        carry(front, answer, LEFT, secret, int(ATTEMPT_LASTS.total_seconds()))
        return answer

    @app.get(CALLBACK, include_in_schema=False)
    async def come_back(request: Request, code: str = "", state: str = "", error: str = "") -> Response:
        try:
            path, person = await _back(front, request, code, state, error)
            log.info("signed in with Slack", person=person)
            secret = await front.store.open_session(person, browser=browser(request))
            answer = await let_in(front, request, secret, path)
        except Turned as turned:
            answer = at_the_door(request, "/", turned.why, turned.status)
        drop(front, answer, LEFT)
        return answer


def at_the_door(request: Request, path: str, why: str = "", status: int = 200) -> Response:
    """The page on which people sign in, and why they are there again."""
    ready = request.app.state.front.slack is not None
    return page(request, "sign_in.html", status=status, next=path, why=why, ready=ready)


def state_of(secret: str) -> str:
    """What Slack sends back; only this browser can tell it."""
    return hashed(f"state:{secret}")


def nonce_of(secret: str) -> str:
    """What Slack signs, so that what was signed for another sign-in is worth nothing here."""
    return hashed(f"nonce:{secret}")


async def _back(front: Front, request: Request, code: str, state: str, error: str) -> tuple[str, str]:
    """The page somebody wanted, and who they are. Raises Turned."""
    secret = request.cookies.get(front.cookie(LEFT), "")
    ours = secrets.compare_digest(state.encode(), state_of(secret).encode())
    path = await front.store.end_sign_in(secret) if secret and ours else None
    if path is None or front.slack is None:
        raise Turned(TOO_OLD, 400)
    if error:
        raise Turned(CANCELLED if error == "access_denied" else REFUSED, 403)
    who = await _asked(front, front.slack, code, nonce_of(secret))
    if who.team_id != front.team_id:
        raise Turned(ELSEWHERE, 403)
    return path, await _known(front, who)


async def _asked(front: Front, slack: SignInWithSlack, code: str, nonce: str) -> Who:
    try:
        return await slack.who(code, back_to=front.url + CALLBACK, nonce=nonce)
    except Unavailable as error:
        log.warning("sign-in has failed", why=error.reason)
        raise Turned(DOWN, 503) from None
    except OutsideError as error:
        log.warning("sign-in was refused", why=str(error))
        raise Turned(REFUSED, 403) from None


async def _known(front: Front, who: Who) -> str:
    """Their Slack id, once we know them as Slack does now. Where it does not say more, a name is enough."""
    await front.refresh(who.user_id)
    person = (await front.store.people([who.user_id])).get(who.user_id)
    if person is None:
        person = Person(id=who.user_id, team_id=who.team_id, name=who.name, updated_at=front.now())
        await front.store.save_person(person)
    if unfit(person, front.team_id):
        raise Turned(GONE, 403)
    return person.id
