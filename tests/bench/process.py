"""The bot as its own process, as in production, against a workspace in ours."""

import asyncio
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import aiohttp
import psutil

from sandbox.server import Running

PATIENCE = 20.0


@dataclass
class BotProcess:
    """A running `signalcraft run`."""

    process: asyncio.subprocess.Process
    seconds_to_hello: float

    @classmethod
    async def start(cls, workspace: Running, folder: Path, command: list[str] | None = None) -> "BotProcess":
        """Start it and wait until the workspace has said its first hello."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("SLACK_", "SIGNALCRAFT_"))} | {
            "SLACK_API_URL": workspace.api_url,
            "SLACK_BOT_TOKEN": "xoxb-local",
            "SLACK_APP_TOKEN": "xapp-local",
            "SLACK_LIMITER": "off",
            "DATABASE_URL": f"sqlite:///{folder / 'bench.db'}",
            "LOG_FORMAT": "json",
            "LOG_LEVEL": "warning",
        }
        verb = command or [str(Path(sys.executable).with_name("signalcraft")), "run", "--web-port", "0"]
        started = perf_counter()
        process = await asyncio.create_subprocess_exec(*verb, env=environment, cwd=folder)
        async with aiohttp.ClientSession() as session:
            while not await _connected(session, workspace.url):
                if process.returncode is not None or perf_counter() - started > PATIENCE:
                    raise RuntimeError("the bot did not come up")
                await asyncio.sleep(0.005)
        return cls(process, perf_counter() - started)

    def resident_mb(self) -> float:
        """Resident memory of the process, in MB."""
        return float(psutil.Process(self.process.pid).memory_info().rss) / 1e6

    async def stop(self) -> float:
        """SIGTERM; the seconds it took to end."""
        started = perf_counter()
        self.process.terminate()
        await self.process.wait()
        return perf_counter() - started


async def _connected(session: aiohttp.ClientSession, url: str) -> bool:
    async with session.get(f"{url}_control/state") as response:
        return bool((await response.json())["apps"][0]["sockets"])
