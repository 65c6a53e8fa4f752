"""Whatever a program sends, the API answers as its description says, and never breaks: tried by schemathesis."""

import os
from collections.abc import Iterator
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

from tests.web.served import Served, served_in

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES = int(os.environ.get("SIGNALCRAFT_EXAMPLES", "4"))
"""For each operation, well formed and ill formed; there are four dozen of them."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The whole app."""
    with served_in(tmp_path_factory.mktemp("api")) as running:
        yield running


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
