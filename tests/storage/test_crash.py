"""A process that is killed while it writes leaves a database in which every change is whole."""

import asyncio
import subprocess
import sys

import pytest
from sqlalchemy import text

from storage.database import migration_engine, parse
from storage.store import Store
from storage.where import NEW, numbered
from tests.databases import SettableClock
from tests.storage.given import declare, write

WRITER = """
import asyncio, sys
from incidents.effects.people import AnswerPerson
from storage.store import Store
from storage.where import numbered
from tests.databases import SettableClock
from tests.storage.given import write

async def main():
    store = Store(sys.argv[1], clock=SettableClock())
    await store.start()
    async def one(lane):
        for turn in range(10_000):
            await store.change(numbered(1), write("line", AnswerPerson(user_id=str(lane))), once=f"{lane}/{turn}")
            print("committed", flush=True)
    await asyncio.gather(*map(one, range(4)))

asyncio.run(main())
"""


def write_and_be_killed(database_url: str) -> int:
    """Let a process write until it is killed in the middle; how many changes it had reported by then."""
    writer = subprocess.Popen([sys.executable, "-c", WRITER, database_url], stdout=subprocess.PIPE)
    assert writer.stdout
    for _ in range(100):
        assert writer.stdout.readline() == b"committed\n"
    writer.kill()
    rest, _ = writer.communicate()
    return 100 + rest.count(b"committed\n")


@pytest.mark.crash
async def test_a_killed_writer_leaves_whole_changes_and_loses_none_that_it_reported(
    store: Store, database_url: str, clock: SettableClock
) -> None:
    await store.change(NEW, declare())
    reported = await asyncio.to_thread(write_and_be_killed, database_url)

    await store.change(numbered(1), write("the next one goes on"))
    incident = await store.incident(numbered(1))
    with migration_engine(parse(database_url)).connect() as connection:
        counts = {table: connection.scalar(text(f"SELECT count(*) FROM {table}")) for table in ("outbox", "seen")}
        if connection.dialect.name == "sqlite":
            assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
    whole = incident.version - 2
    assert counts == {"outbox": whole, "seen": whole}
    assert len(await store.timeline(1)) == incident.version
    assert whole >= reported
