"""All pages of this process as one application."""

from pathlib import Path

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.status import HTTP_404_NOT_FOUND

from incidents.permissions import NotAllowed
from incidents.refusal import Refusal
from storage.where import NoSuchIncident
from web import acts, api, health, insights, live, pages, sign_in
from web.acts.told import sentence
from web.front import Front
from web.headers import Guarded, headers
from web.limit import TooOften
from web.looks import page
from web.problem import API, problem
from web.visitor import Forged, NotSignedIn

NOT_DONE = "Not done"
BROKEN = "That did not work"
AGAIN = "Try again in a moment: a form that is sent twice is done once. The log says why."
"""It may have been done, and only the answer was lost: a database can break off in the moment of a commit."""
NOWHERE = "There is no such page. All incidents stand on the first one."
UNKNOWN = "There is no incident with this number."
STATIC = Path(__file__).parent / "static"
AREAS = (health, sign_in, pages, acts, insights, live, api)
"""Each has `register(app, front)`."""


def web_app(front: Front) -> FastAPI:
    """Everything that answers HTTP: health, pages, forms, the stream and the API."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.state.front = front
    app.add_middleware(Guarded, secure=front.secure)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for area in AREAS:
        area.register(app, front)
    app.add_exception_handler(NotSignedIn, _to_sign_in)
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(HTTPException, _no_such_page)
    app.add_exception_handler(RequestValidationError, _no_such_page)
    app.add_exception_handler(Exception, _broken)
    return app


async def _to_sign_in(request: Request, error: Exception) -> Response:
    assert isinstance(error, NotSignedIn)
    return RedirectResponse(error.sign_in, status_code=303)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    if isinstance(error, NoSuchIncident):
        return _nothing_here(request, UNKNOWN)
    told = await sentence(request.app.state.front, error)
    answer = page(request, "refused.html", status=_status(error), heading=NOT_DONE, sentence=told)
    if isinstance(error, TooOften):
        answer.headers["Retry-After"] = str(error.wait)
    return answer


def _status(refusal: Refusal) -> int:
    if isinstance(refusal, TooOften):
        return 429
    return 403 if isinstance(refusal, Forged | NotAllowed) else 409


async def _no_such_page(request: Request, error: Exception) -> Response:
    """An address that leads nowhere, or says what no page understands."""
    status = error.status_code if isinstance(error, HTTPException) else 422
    if request.url.path.startswith(API):
        return problem(status, "There is nothing at this address; the API is at /api/v1.")
    if status == HTTP_404_NOT_FOUND:
        return _nothing_here(request, NOWHERE)
    sentence = "This address cannot be used that way."
    return page(request, "refused.html", status=status, heading=NOT_DONE, sentence=sentence)


def _nothing_here(request: Request, sentence: str) -> Response:
    return page(request, "refused.html", status=HTTP_404_NOT_FOUND, heading="Nothing here", sentence=sentence)


async def _broken(request: Request, error: Exception) -> Response:
    """Something of ours failed; the server logs it. Made outside of all else, the answer guards itself."""
    answer = page(request, "refused.html", status=500, heading=BROKEN, sentence=AGAIN)
    answer.headers.update(headers(request.app.state.front.secure))
    return answer
