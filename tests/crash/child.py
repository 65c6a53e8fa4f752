"""A bot that kills itself where it is told to."""

import os
import signal
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import aiohttp
from sqlalchemy import event
from sqlalchemy.orm import Session

from bot.app import App, utc_now
from bot.logs import configure
from bot.settings import Settings
from cli.running import until_stopped
from incidents.catalog import ROOM, Catalog, Following, Service
from incidents.change import Rule
from incidents.permissions import Policy
from incidents.tracker import Tracker
from jobs.desk import Job, Order
from jobs.registry import JOBS
from sandbox.vendors.zoom_account import HOSTS
from storage.tables import OutboxRow

BRIDGE = "https://meet.example.com/checkout"
BEFORE, AFTER, COMMITTED = "before", "after", "committed"
FASTER = 3
"""Times as fast as time: what is coalesced or postponed comes sooner, and leases of 10 s outlast their renewal."""


CATALOG = Catalog(
    services=(Service(name="Checkout"),),
    followers=(Following(slack_id="U0NOBODY"),),  # who cannot come, so that there is somebody to be told of
    bridge=BRIDGE,
    bridges=(ROOM,),
    zoom_hosts=HOSTS,
    jira=Tracker(project="OPS"),
    declare_emoji="rotating_light",
    permissions=Policy(publish=("S0NOBODY",)),  # so that user groups are read at the start
)


@dataclass(frozen=True)
class Doom:
    """Where it dies: before or after `effect`, or behind the `step`-th commit or call (from 0), if at all.

    `committed`: when `effect` has just been asked for, and nobody has heard so yet.
    """

    effect: str = ""
    when: str = ""
    step: int = -1

    def jobs(self) -> dict[str, Job]:
        if self.when not in (BEFORE, AFTER):
            return JOBS
        return JOBS | {self.effect: deadly(JOBS[self.effect], self.when)}


@dataclass
class Steps:
    """Counts what leaves another state behind, from the first thing that is declared: commits, and calls answered.

    To die before one of them is to die after the one before it: what stands outside and in the store is the same.
    """

    doom: Doom
    counting: Callable[[], bool]
    passed: int = field(default=0)

    def step(self) -> None:
        if not self.counting():
            return
        if self.passed == self.doom.step:
            os.kill(os.getpid(), signal.SIGKILL)
        self.passed += 1


def deadly(job: Job, when: str) -> Job:
    """The same job with a `kill -9` before its effect, or after it and before anything is recorded."""

    async def killed(order: Order) -> Rule | None:
        if when == AFTER:
            await job(order)
        os.kill(os.getpid(), signal.SIGKILL)
        return None

    return killed


def dies_having_asked(kind: str) -> None:
    """A `kill -9` behind the commit that asks for an effect, before anybody has the answer."""

    def noted(session: Session, context: object) -> None:
        if any(isinstance(each, OutboxRow) and each.kind == kind for each in session.new):
            session.info["last"] = True

    def committed(session: Session) -> None:
        if session.info.get("last"):
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Session, "after_flush", noted)
    event.listen(Session, "after_commit", committed)


class Mortal(App):
    """The app, telling of each outside call that it has its answer."""

    def __init__(self, *given: Any, step: Callable[[], None], **more: Any) -> None:
        super().__init__(*given, **more)
        self._step = step

    def _pages(self, *given: Any) -> None:
        """None without a port: to make them takes a new process as long as all the rest of its start."""
        if self._settings.web_port:
            super()._pages(*given)

    def _http(self) -> aiohttp.ClientSession:
        async def told(session: aiohttp.ClientSession, context: SimpleNamespace, request: object) -> None:
            self._step()

        tracing = aiohttp.TraceConfig()
        tracing.on_request_end.append(told)
        return aiohttp.ClientSession(trace_configs=[tracing])


def live(doom: Doom, environ: dict[str, str], folder: Path, ahead: float) -> None:
    """Run until the end that is meant for it. From SIGUSR1 on, its steps are counted.

    `ahead`: seconds its clock is fast, so that a dead one's leases have run out; it also runs faster than time.
    """
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environ)
    settings = Settings.from_env(os.environ)
    configure(settings.log_format, settings.log_level)
    counting: list[bool] = []
    signal.signal(signal.SIGUSR1, lambda *_: counting.append(True))
    steps = Steps(doom, lambda: bool(counting))
    event.listen(Session, "after_commit", lambda session: steps.step())

    if doom.when == COMMITTED:
        dies_having_asked(doom.effect)

    born = utc_now()

    def now() -> datetime:
        return born + (utc_now() - born) * FASTER + timedelta(seconds=ahead)

    async def start() -> Callable[[], Awaitable[None]]:
        app = Mortal(settings, CATALOG, now=now, jobs=doom.jobs(), outbox_tick=0.1, step=steps.step)
        await app.start()
        return app.stop

    sys.exit(until_stopped(start))
