"""A bot that kills itself: `python -m tests.crash.child KIND before|after [--ahead SECONDS]`.

Without a kind it lives. `--ahead` sets its clock forward, so that the dead one's leases have run out.
"""

import argparse
import os
import signal
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.app import App, utc_now
from bot.logs import configure
from bot.settings import Settings
from cli.running import until_stopped
from incidents.catalog import Catalog, Service
from incidents.change import Rule
from jobs.desk import Job, Order
from jobs.registry import JOBS


def deadly(job: Job, when: str) -> Job:
    """The same job with a `kill -9` before its effect, or after it and before anything is recorded."""

    async def killed(order: Order) -> Rule | None:
        if when == "after":
            await job(order)
        os.kill(os.getpid(), signal.SIGKILL)
        return None

    return killed


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("kind", nargs="?")
    parser.add_argument("when", nargs="?")
    parser.add_argument("--ahead", type=float, default=0.0)
    given = parser.parse_args()
    settings = Settings.from_env(os.environ)
    configure(settings.log_format, settings.log_level)
    jobs = JOBS | {given.kind: deadly(JOBS[given.kind], given.when)} if given.kind else JOBS

    def now() -> datetime:
        return utc_now() + timedelta(seconds=given.ahead)

    async def start() -> Callable[[], Awaitable[None]]:
        app = App(settings, Catalog(services=(Service(name="Checkout"),)), now=now, jobs=jobs)
        await app.start()
        return app.stop

    return until_stopped(start)


if __name__ == "__main__":
    sys.exit(main())
