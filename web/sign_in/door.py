"""The page on which people sign in, and the button with which they sign out."""

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from web.front import Front
from web.sign_in.coming import drop, go, path_of_ours
from web.sign_in.slack import at_the_door
from web.visitor import COOKIE, Somebody, known


def register(app: FastAPI, front: Front) -> None:
    """Answer at `/sign-in` and `/sign-out`."""

    @app.get("/sign-in", include_in_schema=False)
    async def sign_in(request: Request, next: str = "/") -> Response:
        wanted = path_of_ours(next)
        return go(wanted) if await known(request) else at_the_door(request, wanted)

    @app.post("/sign-out", include_in_schema=False)
    async def sign_out(visitor: Somebody) -> Response:
        await front.store.end_session(visitor.session_id)
        answer = go("/sign-in")
        drop(front, answer, COOKIE)
        return answer
