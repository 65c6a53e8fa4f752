"""Hearing from PostgreSQL what any process has put into the outbox, and which incidents it has changed."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from psycopg import AsyncConnection, Error
from sqlalchemy import URL

from storage.database import CHANNEL, PATIENCE, TOUCHED, Touched

SHORTEST_PAUSE = 0.1
LONGEST_PAUSE = 5.0
"""Seconds before a lost connection is tried again."""


async def listen(url: URL, ring: Callable[[], None], touch: Touched) -> None:
    """Pass every notification on until cancelled; a lost connection is made again, after growing pauses."""
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    pause = SHORTEST_PAUSE
    while True:
        with suppress(Error):
            async with await AsyncConnection.connect(address, autocommit=True, **PATIENCE) as connection:
                await connection.execute(f"LISTEN {CHANNEL}; LISTEN {TOUCHED}")
                pause = SHORTEST_PAUSE
                ring()  # for what was said while nobody listened
                async for said in connection.notifies():
                    if said.channel == TOUCHED:
                        touch(frozenset(map(int, said.payload.split())))
                    else:
                        ring()
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)
