"""Whatever a program sends, the API answers as its description says, and never breaks: tried by schemathesis."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from incidents.catalog import Catalog
from storage.store import Store
from tests.web.calling import token
from tests.web.conftest import TEAM
from web.app import web_app
from web.front import Front
from web.heard import Heard
from web.server import Web

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES = 6
"""For each operation; there are four dozen of them."""


@dataclass(frozen=True, kw_only=True)
class Served:
    """A running app: where, and a token that may everything."""

    url: str
    token: str


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The whole app on a port, in a thread of its own, since schemathesis waits while it asks."""
    loop = asyncio.new_event_loop()
    ready: Future[Served] = Future()
    done = asyncio.Event()
    thread = threading.Thread(
        target=loop.run_until_complete, args=(_serve(tmp_path_factory.mktemp("api"), ready, done),)
    )
    thread.start()
    yield ready.result(20)
    loop.call_soon_threadsafe(done.set)
    thread.join(10)


async def _serve(folder: Path, ready: "Future[Served]", done: asyncio.Event) -> None:
    def now() -> datetime:
        return datetime.now(UTC)

    store, web = Store(f"sqlite:///{folder}/bot.db", clock=now), Web("127.0.0.1", 0)
    await store.start()
    front = Front(
        store=store,
        catalog=Catalog(),
        now=now,
        url=f"http://127.0.0.1:{web.port}",
        team_id=TEAM,
        heard=lambda: Heard(sockets=2),
        calls_a_minute=1_000_000,
    )
    web.start(web_app(front))
    ready.set_result(Served(url=front.url, token=await token(front, is_admin=True)))
    await done.wait()
    await web.stop()
    await store.close()


@pytest.fixture(scope="module")
def described(served: Served) -> Any:
    """The description as the app itself gives it; there is an incident to ask about."""
    headers = {"Authorization": f"Bearer {served.token}"}
    made = httpx.post(f"{served.url}/api/v1/incidents", json={"title": "x is down"}, headers=headers)
    assert made.status_code == 201
    return schemathesis.openapi.from_url(f"{served.url}/api/v1/openapi.json")


def tried(operation: Any, mode: GenerationMode, secret: str) -> None:
    """So many calls of one operation; what is well formed is about the incident that is there."""
    there = {"number": 1} if mode is GenerationMode.POSITIVE and "{number}" in operation.path else None

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(mode, path_parameters=there))
    def asked(case: Case) -> None:
        case.call_and_validate(checks=CHECKS, headers={"Authorization": f"Bearer {secret}"})

    asked()


def test_no_call_breaks_it_and_each_answer_is_as_described(served: Served, described: Any) -> None:
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) > 40
    for operation in operations:
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            tried(operation, mode, served.token)
