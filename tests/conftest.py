"""What all tests share."""

import gc
import os

import pytest

pytest_plugins = ["tests.databases", "pytester"]


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than cores: some tests wait for leases and sockets; with more, three seconds are too few to ack."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """Looking for garbage costs a tenth of all tests: what was collected stays, and the rest is looked at less."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
