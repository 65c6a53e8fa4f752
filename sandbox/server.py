"""Starts and stops a sandbox: one aiohttp server on loopback for Web API, sockets, control and client."""

import errno
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from sandbox.api import authorize, dispatch, file_bytes, lost
from sandbox.client import routes as client
from sandbox.client.stream import Streams
from sandbox.control import routes as control
from sandbox.interactivity import responses
from sandbox.vendors import google, jira, zoom
from sandbox.workspace.space import Workspace
from sandbox.world import World, build

MAX_BODY = 64 * 1024 * 1024


@dataclass(frozen=True)
class Options:
    """`port` 0 takes any free one; `rate_speed` 60 makes a minute's worth of calls come back each second."""

    manifest: Path
    port: int = 0
    latency_ms: int = 0
    rate_limits: bool = True
    host: str = "127.0.0.1"
    people: int = 8
    channels: int = 2
    rate_speed: float = 1.0
    seed: int | None = None


@dataclass(frozen=True)
class Running:
    port: int
    world: World
    streams: Streams
    runner: web.AppRunner

    @property
    def url(self) -> str:
        return self.world.space.base_url

    @property
    def api_url(self) -> str:
        return f"{self.url}api/"

    @property
    def workspace(self) -> Workspace:
        return self.world.space

    async def stop(self) -> None:
        self.streams.stop()
        await self.world.stop()
        await self.runner.cleanup()


async def start(options: Options) -> Running:
    world = build(
        options.manifest, latency_ms=options.latency_ms, rate_limits=options.rate_limits,
        rate_speed=options.rate_speed, people=options.people, channels=options.channels,
        random_seed=options.seed,
    )  # fmt: skip
    streams = Streams(world.space)
    app = web.Application(client_max_size=MAX_BODY)
    _route(app, world, streams)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
    await runner.setup()
    await _listen(runner, options)
    port = int(runner.addresses[0][1])
    world.space.base_url = f"http://{options.host}:{port}/"
    return Running(port, world, streams, runner)


async def _listen(runner: web.AppRunner, options: Options) -> None:
    try:
        await web.TCPSite(runner, options.host, options.port).start()
    except OSError as error:
        await runner.cleanup()
        if error.errno != errno.EADDRINUSE:
            raise
        taken = f"port {options.port} is taken; take another --port, or 0 for a free one"
        raise OSError(error.errno, taken) from None


def _route(app: web.Application, world: World, streams: Streams) -> None:
    async def api(request: web.Request) -> web.StreamResponse:
        return await dispatch.answer(world, request)

    app.router.add_route("*", "/api/{method}", api)
    app.router.add_get("/_socket", world.sockets.serve)
    responses.route(app, world)
    file_bytes.route(app, world)
    authorize.route(app, world)
    control.route(app, world)
    zoom.route(app, world)
    google.route(app, world)
    jira.route(app, world)
    client.route(app, world, streams)
    lost.route(app, world)  # the last: it takes what nobody else did
