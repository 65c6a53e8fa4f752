"""The pages alone: in this process, or as `python -m tests.bench.serving URL` in one of their own."""

import asyncio
import gc
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import psutil

from incidents.catalog import Catalog
from storage.store import Store
from web.app import web_app
from web.front import Front
from web.heard import Heard
from web.server import Web


@asynccontextmanager
async def serving(store: Store) -> AsyncIterator[str]:
    """Served by this process; gives their address."""
    web = Web("127.0.0.1", 0)
    address = f"http://127.0.0.1:{web.port}"
    front = Front(
        store=store,
        catalog=Catalog(),
        now=store.clock,
        url=address,
        team_id="T1",
        heard=lambda: Heard(sockets=2),
    )
    app = web_app(front)
    web.start(app, end_streams=app.state.hub.close)
    yield address
    await web.stop()


@asynccontextmanager
async def apart(url: str) -> AsyncIterator[tuple[str, psutil.Process]]:
    """Served by a process of their own, over the database at `url`; gives their address, and the process."""
    verb = (sys.executable, "-m", "tests.bench.serving", url)
    process = await asyncio.create_subprocess_exec(*verb, stdout=asyncio.subprocess.PIPE)
    assert process.stdout
    address = (await process.stdout.readline()).decode().strip()
    yield address, psutil.Process(process.pid)
    process.terminate()
    await process.wait()


async def main(url: str) -> None:
    """Say where they are, and serve until SIGTERM."""
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    store = Store(url, clock=lambda: datetime.now(UTC))
    await store.start()
    async with serving(store) as address:
        gc.freeze()  # as the bot does when it has started
        print(address, flush=True)
        await ended.wait()
    await store.close()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
