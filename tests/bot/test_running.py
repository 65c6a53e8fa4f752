"""Things run until somebody stops them."""

import asyncio
import gc
import os
import signal
from collections.abc import Awaitable, Callable

from cli.running import STOPPED, until_stopped


def test_what_a_start_has_loaded_is_not_searched_for_garbage_any_more() -> None:
    """Such a search halts everybody; with what a bot loads it takes a fifth of a second."""
    told: list[tuple[bool, bool]] = []
    before = gc.get_freeze_count()

    async def start() -> Callable[[], Awaitable[None]]:
        told.append((gc.isenabled(), gc.get_freeze_count() > before))
        loaded = [[] for _ in range(100)]

        async def stop() -> None:
            assert loaded
            told.append((gc.isenabled(), gc.get_freeze_count() > before))

        asyncio.get_running_loop().call_later(0.01, os.kill, os.getpid(), signal.SIGTERM)
        return stop

    assert until_stopped(start) == STOPPED
    assert told == [(False, False), (True, True)]
