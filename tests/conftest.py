"""What all tests share."""

import os

import pytest

pytest_plugins = ["tests.databases", "pytester"]


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int:
    """One process more than cores: many tests wait for leases and sockets, and leave a core idle."""
    return (os.cpu_count() or 1) + 1
