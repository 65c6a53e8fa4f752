"""What a browser carries to be known again, and the page it is sent to next."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from storage.sessions import LASTS, hashed
from web.front import Front
from web.visitor import COOKIE

HOME = "/"
LONGEST = 2000
ELSEWHERE = ("/sign-in", "/sign-out", "/login")
"""Pages after which nobody wants to come back to them."""


def path_of_ours(wanted: str) -> str:
    """The page somebody wanted, if it is one of ours; else home. Browsers read `/\\` as `//`, and drop tabs."""
    plain = wanted.isprintable() and "\\" not in wanted and len(wanted) <= LONGEST
    if not plain or not wanted.startswith("/") or wanted.startswith(("//", *ELSEWHERE)):
        return HOME
    return wanted


def go(path: str) -> RedirectResponse:
    """To a page, after whatever was done."""
    return RedirectResponse(path, status_code=303)


def carry(front: Front, answer: Response, name: str, secret: str, seconds: int) -> None:
    """Let the browser carry a secret that no script reads, and no other site's form brings along."""
    answer.set_cookie(
        front.cookie(name), secret, max_age=seconds, path="/", secure=front.secure, httponly=True, samesite="lax"
    )


def drop(front: Front, answer: Response, name: str) -> None:
    """Let it carry that no longer."""
    answer.delete_cookie(front.cookie(name), path="/", secure=front.secure, httponly=True, samesite="lax")


async def let_in(front: Front, request: Request, secret: str, path: str) -> Response:
    """Somebody is signed in from now on, and sees the page they wanted; who was before in this browser is not."""
    before = request.cookies.get(front.cookie(COOKIE), "")
    if before:
        await front.store.end_session(hashed(before))
    answer = go(path_of_ours(path))
    carry(front, answer, COOKIE, secret, int(LASTS.total_seconds()))
    return answer


def browser(request: Request) -> str:
    """What the browser calls itself."""
    return request.headers.get("User-Agent", "")
