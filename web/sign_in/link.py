"""Signing in by a link that `signalcraft login` has printed: for a bad hour in which Slack is down."""

import structlog
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from incidents.refusal import Refusal
from storage.sessions import fresh
from web.front import Front
from web.limit import Limit
from web.looks import page
from web.sign_in.coming import HOME, browser, carry, drop, let_in
from web.sign_in.knocking import A_MINUTE, knock
from web.visitor import csrf_of, must_be_ours

log = structlog.get_logger("sign_in")

FORM = "signalcraft-form"
"""Carried by whoever has opened the page: nobody is signed in yet, and yet the form must be ours."""
AN_HOUR = 3600


class NoSuchLink(Refusal):
    """One answer for all that is wrong with a link, so that nobody learns which were ever given."""

    def __init__(self) -> None:
        super().__init__(
            "This link does not sign in: each does so once, within an hour. "
            "Ask for a new one on the server: signalcraft login NAME"
        )


def register(app: FastAPI, front: Front) -> None:
    """Answer at `/login/…`. Looking spends nothing, since previews of links look, too."""
    limit = Limit(a_minute=A_MINUTE, now=front.now)

    @app.get("/login/{token}", include_in_schema=False)
    async def look(request: Request, token: str) -> Response:
        secret = fresh()
        answer = page(request, "login.html", csrf=csrf_of(secret))
        carry(front, answer, FORM, secret, AN_HOUR)
        return answer

    @app.post("/login/{token}", include_in_schema=False)
    async def use(request: Request, token: str) -> Response:
        knock(request, limit)
        await must_be_ours(request, csrf_of(request.cookies.get(front.cookie(FORM), "")))
        secret = await front.store.use_link(token, browser=browser(request))
        if secret is None:
            raise NoSuchLink
        log.info("signed in by a link")
        answer = await let_in(front, request, secret, HOME)
        drop(front, answer, FORM)
        return answer
