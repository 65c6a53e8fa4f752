"""Hearing from PostgreSQL that another process has put something into the outbox."""

import asyncio
from collections.abc import Callable

from psycopg import AsyncConnection, Error
from sqlalchemy import URL

from storage.database import CHANNEL

LONGEST_PAUSE = 5.0


async def listen(url: URL, ring: Callable[[], None]) -> None:
    """Ring at every notification until cancelled; a lost connection is made again, with growing pauses."""
    address = url.set(drivername="postgresql").render_as_string(hide_password=False)
    pause = 0.1
    while True:
        try:
            connection = await AsyncConnection.connect(
                address, autocommit=True, keepalives_idle=10, keepalives_interval=3, keepalives_count=3
            )
            async with connection:
                await connection.execute(f"LISTEN {CHANNEL}")
                pause = 0.1
                ring()  # for what was said while nobody listened
                async for _notification in connection.notifies():
                    ring()
        except Error:
            await asyncio.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)
