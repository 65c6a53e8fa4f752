"""Slack's packages and the tour's traffic, once for each test process."""

import os
from pathlib import Path

import pytest

from sandbox.api.catalogue import METHODS
from tests.conformance import slack_types
from tests.conformance.slack_types import Judge, NoNode
from tests.conformance.tour.route import Json, walk


@pytest.fixture(scope="session")
def slack_packages() -> Path:
    """The folder of Slack's npm packages; without node the tests that need them say so and are skipped."""
    try:
        return slack_types.fetch()
    except NoNode as reason:
        if os.environ.get("SIGNALCRAFT_REQUIRE_ALL"):
            raise
        pytest.skip(str(reason))


@pytest.fixture(scope="session")
def judge(slack_packages: Path) -> Judge:
    return Judge(slack_types.schemas(METHODS))


@pytest.fixture(scope="session")
def traffic() -> list[Json]:
    return walk()
