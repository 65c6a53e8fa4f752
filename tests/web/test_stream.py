"""A client that never reads, over a real line: it costs little, and is gone before long."""

import asyncio
import socket
from collections.abc import AsyncIterator

import psutil
import pytest
from starlette.types import Receive, Scope, Send

from web.live.stream import Stream
from web.server import Web

pytestmark = pytest.mark.skipif(not hasattr(socket, "TCP_USER_TIMEOUT"), reason="only Linux ends such lines")

SOON = 0.3
CHUNK = 100_000


class Impatient(Stream):
    patience = SOON


def connections(port: int) -> int:
    """How many the server holds open."""
    mine = psutil.Process().net_connections("tcp")
    return sum(1 for each in mine if each.laddr.port == port and each.raddr)


async def test_a_client_that_never_reads_is_cut_off_and_its_line_with_it() -> None:
    ended = asyncio.Event()

    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"x" * CHUNK

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await Impatient(endless())(scope, receive, send)
        ended.set()

    web = Web("127.0.0.1", 0, unread=SOON)
    web.start(app)  # type: ignore[arg-type]  # any ASGI app will do here
    with socket.socket() as line:
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        async with asyncio.timeout(10):
            while line.connect_ex(("127.0.0.1", web.port)):  # noqa: ASYNC110 - uvicorn does not say it listens
                await asyncio.sleep(0.01)
            line.sendall(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n")
            await ended.wait()
            while connections(web.port):  # noqa: ASYNC110 - the kernel tells nobody
                await asyncio.sleep(0.05)
    await web.stop()
