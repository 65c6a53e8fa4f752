"""What all tests share."""

import gc
import os

import pytest
from hypothesis import settings

pytest_plugins = ["tests.databases", "pytester"]

settings.register_profile("patient", deadline=None)  # how long a try takes says how busy the machine is
settings.load_profile("patient")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One more than cores: some tests wait for leases and sockets; with more, three seconds are too few to ack."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_finish() -> None:
    """Looking for garbage costs a tenth of all tests: what was collected stays, and the rest is looked at less."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
