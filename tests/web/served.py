"""The whole app on a port, in a thread of its own: for whoever waits while they ask."""

import asyncio
import threading
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from incidents.catalog import Catalog
from storage.store import Store
from tests.web.calling import token
from tests.web.conftest import TEAM
from web.app import web_app
from web.front import Front
from web.heard import Heard
from web.server import Web


@dataclass(frozen=True, kw_only=True)
class Served:
    """A running app: where, a token of Ada that may everything, and its database."""

    url: str
    token: str
    database: str


@contextmanager
def served_in(folder: Path) -> Iterator[Served]:
    """Until the block is left."""
    loop, ready, done = asyncio.new_event_loop(), Future[Served](), asyncio.Event()
    thread = threading.Thread(target=loop.run_until_complete, args=(_serve(folder, ready, done),), daemon=True)
    thread.start()
    try:
        yield ready.result(20)
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join(10)
        loop.close()


async def _serve(folder: Path, ready: Future[Served], done: asyncio.Event) -> None:
    def now() -> datetime:
        return datetime.now(UTC)

    database = f"sqlite:///{folder}/bot.db"
    store, web = Store(database, clock=now), Web("127.0.0.1", 0)
    await store.start()
    front = Front(
        store=store,
        catalog=Catalog(),
        now=now,
        url=f"http://127.0.0.1:{web.port}",
        team_id=TEAM,
        heard=lambda: Heard(sockets=2),
        calls_a_minute=1_000_000,
    )
    web.start(web_app(front))
    ready.set_result(Served(url=front.url, token=await token(front, is_admin=True), database=database))
    await done.wait()
    await web.stop()
    await store.close()
