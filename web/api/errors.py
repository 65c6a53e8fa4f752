"""Whatever goes wrong under `/api/`, said as a problem: why, and what to do, and never how we are built."""

from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from incidents.permissions import NotAllowed
from incidents.refusal import Refusal
from storage.where import NoSuchIncident
from web.acts.told import for_programs
from web.api.caller import Turned
from web.api.reading import BadFilter
from web.front import Front
from web.headers import headers
from web.problem import PROBLEM_JSON, Wrong, problem

AGAIN = "That did not work. Try again in a moment, with the same Idempotency-Key; the log says why."
NO_SUCH = "There is no such incident, or none that you may see."
WHY = {
    400: "What was sent cannot even be read.",
    401: "No token, or none that is good.",
    403: "The token lacks the scope, or its person may not do this.",
    404: "There is no such incident, or none that the token's person may see.",
    409: "How things stand does not allow it; `detail` says how that is.",
    411: "The call does not say how large its body is.",
    413: "The body is larger than 1 MiB.",
    422: "What was sent cannot be understood; `errors` says what of it.",
    429: "Too many calls. `Retry-After` says in how many seconds to go on.",
    500: "Something of ours failed. Sent again with the same Idempotency-Key, it is done once.",
}
HEADERS = {401: "WWW-Authenticate", 429: "Retry-After"}


def described(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For the description of the API."""
    content = {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    told: dict[int | str, dict[str, Any]] = {}
    for status in statuses:
        told[status] = {"description": WHY[status], "content": content}
        if status in HEADERS:
            told[status]["headers"] = {HEADERS[status]: {"schema": {"type": "string"}}}
    return told


def register(api: FastAPI) -> None:
    """Every error of the API has an answer here."""
    api.add_exception_handler(Turned, _turned)
    api.add_exception_handler(Refusal, _refused)
    api.add_exception_handler(RequestValidationError, _invalid)
    api.add_exception_handler(HTTPException, _http)
    api.add_exception_handler(Exception, _broken)


async def refused(front: Front, refusal: Refusal, *, late: bool) -> Response:
    """`late`: the call said what it saw, so that things may have changed since."""
    if isinstance(refusal, NoSuchIncident) and refusal.field is None:
        return problem(404, NO_SUCH)
    words = await for_programs(front, refusal)
    if isinstance(refusal, NotAllowed):
        return problem(403, words)
    wrong = [Wrong(field=refusal.field, detail=words)] if refusal.field else []
    bad = isinstance(refusal, BadFilter) or (wrong and not late)
    return problem(422 if bad else 409, words, errors=wrong)


async def _turned(request: Request, error: Exception) -> Response:
    assert isinstance(error, Turned)
    return problem(error.status, error.sentence, headers=error.headers)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return await refused(request.app.state.front, error, late=False)


async def _invalid(request: Request, error: Exception) -> Response:
    """What the models do not take, by field. What was sent is not repeated: it may be a secret out of place."""
    assert isinstance(error, RequestValidationError)
    found = [Wrong(field=_place(each["loc"]), detail=f"{each['msg']}.") for each in error.errors()]
    return problem(422, "What was sent cannot be understood, so nothing was changed.", errors=found[:20])


def _place(where: tuple[Any, ...]) -> str:
    parts = [str(part) for part in where]
    return ".".join(parts[1:] if len(parts) > 1 else parts)[:100]


async def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    words = {404: "There is nothing at this address.", 405: "This address takes another method."}
    detail = words.get(error.status_code, "This call cannot be understood.")
    return problem(error.status_code, detail, headers=error.headers)


async def _broken(request: Request, error: Exception) -> Response:
    """Something of ours failed; the server logs it."""
    answer = problem(500, AGAIN)
    answer.headers.update(headers(request.app.state.front.secure))
    return answer
