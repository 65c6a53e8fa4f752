"""What all tests share."""

import gc
import logging
import os
from collections.abc import Iterator
from itertools import islice

import pytest
import structlog
from hypothesis import settings

pytest_plugins = ["tests.databases", "pytester"]
LONG = ("tests/crash/", "tests/browser/", "tests/web/test_api_schema.py")
"""What takes seconds each."""

settings.register_profile("patient", deadline=None)  # how long a try takes says how busy the machine is
settings.load_profile("patient")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than cores: some tests wait for leases and sockets; with more, three seconds are too few to ack."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Side by side, each begins with its part of what takes long: nobody is left with it at the end."""
    workers = getattr(config, "workerinput", {}).get("workercount", 1)
    if workers > 1:
        items[:] = dealt(items, workers)


def dealt(items: list[pytest.Item], workers: int) -> list[pytest.Item]:
    """In the order in which as many workers get them: the first of so many parts is the first one's."""
    share = len(items) // workers
    long = [item for item in items if item.nodeid.startswith(LONG)]
    short = iter([item for item in items if not item.nodeid.startswith(LONG)])
    parts = [long[n::workers] for n in range(workers)]
    found = [item for part in parts for item in (*part, *islice(short, max(0, share - len(part))))]
    return [*found, *short]


def pytest_collection_finish() -> None:
    """Looking for garbage costs a tenth of all tests: what was collected stays, and the rest is looked at less."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


@pytest.fixture
def quiet() -> Iterator[None]:
    """Only what went wrong is logged, in plain lines: coloured tracebacks cost seconds."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.format_exc_info,
            structlog.processors.KeyValueRenderer(),
        ],
    )
    yield
    structlog.reset_defaults()
