"""Where somebody is signed in, and a button to end that; admins see and end those of everybody."""

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import Response

from incidents.permissions import ADMINISTER
from incidents.wording import storable
from web.front import Front
from web.looks import page
from web.sign_in.coming import drop, go
from web.visitor import COOKIE, Somebody

BROWSERS = ("Edg", "OPR", "Firefox", "Chrome", "Safari")
"""As they call themselves; whoever claims to be several is the first of them."""
CALLED = {"Edg": "Edge", "OPR": "Opera"}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


def register(app: FastAPI, front: Front) -> None:
    """Answer at `/sessions`."""

    @app.get("/sessions", include_in_schema=False)
    async def sessions(request: Request, visitor: Somebody) -> Response:
        mine = await front.store.sessions(of=visitor.person)
        every = await front.store.sessions() if await front.may(visitor.person, ADMINISTER) else []
        others = [(row, name) for row, name in every if row.person_id != visitor.person]
        return page(request, "sessions.html", visitor=visitor, mine=mine, others=others, browser=browser_words)

    @app.post("/sessions/end-others", include_in_schema=False)
    async def end_others(visitor: Somebody) -> Response:
        await front.store.end_sessions(visitor.person, but=visitor.session_id)
        return go("/sessions")

    @app.post("/sessions/{session_id}/end", include_in_schema=False)
    async def end(session_id: str, visitor: Somebody) -> Response:
        found = await front.store.session(storable(session_id))
        if found is None or found.person_id != visitor.person:
            await front.store.permit(ADMINISTER, visitor.person, front.catalog.permissions)
        await front.store.end_session(storable(session_id))
        answer = go("/sign-in" if session_id == visitor.session_id else "/sessions")
        if session_id == visitor.session_id:
            drop(front, answer, COOKIE)
        return answer


def browser_words(told: str) -> str:
    """`Firefox on Linux`, of what a browser says of itself."""
    name = next((each for each in BROWSERS if f"{each}/" in told), "")
    system = next((words for word, words in SYSTEMS.items() if word in told), "")
    words = [CALLED.get(name, name) or "Another browser", *([f"on {system}"] if system else [])]
    return " ".join(words)
