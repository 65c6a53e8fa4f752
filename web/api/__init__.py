"""The API: whatever the pages show and do, for programs."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute
from pydantic.json_schema import models_json_schema
from starlette.routing import BaseRoute
from starlette.types import Receive, Scope, Send

from web.api import acting, errors, files, insights, outbox, postmortem, reading, tokens
from web.api.reading import BASE
from web.front import Front
from web.limit import Limit
from web.problem import Problem

ABOUT = """Whatever can be read and done on the pages, for programs.

A call is let in by a token (`Authorization: Bearer sc_…`), which acts as one person: it sees what they see and may
do what they may, within its scopes. An incident that they may not see answers as one that does not exist.
Errors are `application/problem+json` (RFC 9457). A POST with an `Idempotency-Key` is done once, however often it
is sent. `seen`, where an act takes it, is what the caller saw: the act is refused if that is no longer so."""


def register(app: FastAPI, front: Front) -> None:
    """Answer for everything under `/api/v1`, and for the page of the tokens that let programs in."""
    app.mount(BASE, WhenAsked(lambda: api_of(front)))
    tokens.register(app, front)


class WhenAsked:
    """An application that is made when it is first asked for: with so many acts, that takes as long as a start."""

    def __init__(self, make: Callable[[], FastAPI]) -> None:
        self._make = make

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)

    @property
    def routes(self) -> list[BaseRoute]:
        return self._app.routes

    @cached_property
    def _app(self) -> FastAPI:
        return self._make()


def api_of(front: Front) -> FastAPI:
    """An application of its own, with errors and a description of its own."""
    api = FastAPI(
        title="SignalCraft",
        version="1",
        description=ABOUT,
        docs_url=None,
        redoc_url=None,
        root_path_in_servers=False,
        servers=[{"url": BASE}],
        redirect_slashes=False,
        generate_unique_id_function=_called,
        responses=errors.described(*errors.WHY),
    )
    api.state.front = front
    api.state.limit = Limit(a_minute=front.calls_a_minute, now=front.now)
    errors.register(api)
    for area in (reading, acting, insights, outbox, postmortem, files):
        area.register(api, front)
    made = api.openapi
    api.openapi = lambda: _with_problems(made())  # type: ignore[method-assign]  # FastAPI's own way
    return api


def _called(route: APIRoute) -> str:
    """The name of an operation, by which generated clients call it."""
    return route.name


def _with_problems(described: dict[str, Any]) -> dict[str, Any]:
    _, models = models_json_schema([(Problem, "serialization")], ref_template="#/components/schemas/{model}")
    described["components"]["schemas"].update(models["$defs"])
    return described
