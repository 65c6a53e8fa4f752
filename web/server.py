"""Serving the pages inside our own event loop."""

import asyncio
import contextlib
import socket
from collections.abc import Callable, Iterator

import uvicorn
from starlette.applications import Starlette

STOP_WITHIN = 1.5
UNREAD = 30.0
"""Seconds after which a browser that takes nothing of what was sent is cut off."""


class _Server(uvicorn.Server):
    """Signals are the command line's business: it stops the whole app, not only the pages."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Web:
    """The pages on a port of this machine (0: any free one; `port` says which)."""

    def __init__(self, host: str, port: int, *, unread: float = UNREAD) -> None:
        self._socket = _listening(host, port)
        if hasattr(socket, "TCP_USER_TIMEOUT"):  # each connection has it from the socket; Linux alone knows it
            self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, int(unread * 1000))
        self._server: _Server | None = None
        self._task: asyncio.Task[None] | None = None
        self._end_streams: Callable[[], None] = lambda: None
        self.port: int = self._socket.getsockname()[1]

    def start(self, app: Starlette, *, end_streams: Callable[[], None] = lambda: None) -> None:
        """Answer from now on. `end_streams` ends whatever would never be finished by itself."""
        self._end_streams = end_streams
        config = uvicorn.Config(
            app, log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=1
        )
        self._server = _Server(config)
        self._task = asyncio.create_task(self._server.serve(sockets=[self._socket]))

    async def stop(self) -> None:
        """Finish what is being answered, within a bounded time."""
        if self._server and self._task:
            self._end_streams()
            self._server.should_exit = True
            await asyncio.wait([self._task], timeout=STOP_WITHIN)
        self._socket.close()


def _listening(host: str, port: int) -> socket.socket:
    """A socket of our own, so that a taken port is told at once. Raises OSError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise OSError(error.errno, f"{host}:{port} cannot be used for the pages ({error.strerror})") from None
    return listening
