"""A PostgreSQL with an empty database, as long as something is measured on it."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.databases import administer, in_database, quick_folder, start_postgres


@asynccontextmanager
async def postgres() -> AsyncIterator[str]:
    """Its address."""
    folder = quick_folder()
    server = start_postgres(folder / "data")
    try:
        administer(server.get_uri(), "CREATE DATABASE bench")
        yield in_database(server.get_uri(), "bench")
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
