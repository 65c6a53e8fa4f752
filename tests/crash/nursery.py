"""Bots as processes of their own, which may be killed."""

import asyncio
import os
import signal
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from sandbox import vendors
from sandbox.server import Running
from tests.crash.child import Doom, live
from tests.forks import FORKS
from tests.processes import environment

PATIENCE = 20.0
LOOK_EVERY = 0.005


class Bot:
    """One process. `exitcode`: None while it lives, then the negative signal that killed it."""

    def __init__(self, process: ForkServerProcess) -> None:
        self._process = process

    @classmethod
    async def born(
        cls, workspace: Running, folder: Path, database_url: str, doom: Doom, ahead: float = 0.0, web_port: int = 0
    ) -> "Bot":
        """Start it and wait until it hears Slack, or for its death if it is meant to die young."""
        environ = environment(workspace, database_url) | vendors.environ(workspace.url)
        environ = {name: value for name, value in environ.items() if not name.startswith("JIRA_")}
        environ |= vendors.jira_environ(workspace.url, cloud=False)  # its search is asked after seconds
        environ["WEB_PORT"] = str(web_port)
        process = FORKS.Process(target=live, args=(doom, environ, folder, ahead), daemon=True)
        await asyncio.to_thread(process.start)
        bot = cls(process)
        async with asyncio.timeout(PATIENCE):
            while bot.lives and not workspace.world.sockets.usable:  # noqa: ASYNC110 - another process tells nothing
                await asyncio.sleep(LOOK_EVERY)
        return bot

    @property
    def exitcode(self) -> int | None:
        return self._process.exitcode

    @property
    def lives(self) -> bool:
        return self.exitcode is None

    def count(self) -> None:
        """From here on its steps are counted."""
        os.kill(self._process.pid or 0, signal.SIGUSR1)

    async def kill(self) -> None:
        self._process.kill()
        await asyncio.to_thread(self._process.join)
