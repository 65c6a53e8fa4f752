"""The bot as its own process, as in production, against a workspace in ours."""

import asyncio
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import aiohttp
import psutil

from sandbox.server import Running

PATIENCE = 20.0
ROOT = Path(__file__).resolve().parent.parent


@dataclass
class BotProcess:
    """A running `signalcraft run`."""

    process: asyncio.subprocess.Process
    seconds_to_hello: float

    @classmethod
    async def start(
        cls, workspace: Running, folder: Path, *, limiter: bool = False, more: Mapping[str, str] | None = None
    ) -> "BotProcess":
        """Start it, with `more` variables, and wait for its first hello."""
        verb = [str(Path(sys.executable).with_name("signalcraft")), "run", "--web-port", "0"]
        environ = environment(workspace, f"sqlite:///{folder / 'bot.db'}") | dict(more or {})
        environ["SLACK_LIMITER"] = "on" if limiter else "off"
        started = perf_counter()
        process = await asyncio.create_subprocess_exec(*verb, env=environ, cwd=folder)
        async with aiohttp.ClientSession() as session:
            while not await _connected(session, workspace.url) and process.returncode is None:
                if perf_counter() - started > PATIENCE:
                    raise RuntimeError("the bot did not come up")
                await asyncio.sleep(0.005)
        return cls(process, perf_counter() - started)

    @property
    def dead(self) -> bool:
        return self.process.returncode is not None

    def resident_mb(self) -> float:
        """Resident memory of the process, in MB."""
        return float(psutil.Process(self.process.pid).memory_info().rss) / 1e6

    async def stop(self) -> float:
        """SIGTERM; the seconds it took to end."""
        started = perf_counter()
        if not self.dead:
            self.process.terminate()
        await self.process.wait()
        return perf_counter() - started


async def _connected(session: aiohttp.ClientSession, url: str) -> bool:
    async with session.get(f"{url}_control/state") as response:
        return bool((await response.json())["apps"][0]["sockets"])


def environment(workspace: Running, database_url: str) -> dict[str, str]:
    """With these a bot joins a workspace."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("SLACK_", "SIGNALCRAFT_"))}
    return kept | {
        "SLACK_API_URL": workspace.api_url,
        "SLACK_BOT_TOKEN": "xoxb-local",
        "SLACK_APP_TOKEN": "xapp-local",
        "SLACK_LIMITER": "off",
        "DATABASE_URL": database_url,
        "WEB_PORT": "0",
        "LOG_FORMAT": "json",
        "LOG_LEVEL": "warning",
        "PYTHONPATH": str(ROOT),
    }
