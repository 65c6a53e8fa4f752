"""How fast the local workspace is: its start, and posts a second with the rate tiers off."""

import asyncio
import statistics
import subprocess
from pathlib import Path
from time import perf_counter

import aiohttp
from rich.table import Table

from bot.manifest import manifest_path
from signalcraft_workspace import COMMAND, SlackWorkspace, slack_workspace_process

STARTS = 5
POSTS, CLIENTS = 4000, 16
BIG = ("--people", "200", "--channels", "500")


async def measure(table: Table) -> None:
    manifest = Path(manifest_path())
    seconds = [await asyncio.to_thread(_start, manifest) for _ in range(STARTS)]
    table.add_row("workspace: start, 200 people, 500 channels", f"{statistics.median(seconds):.2f} s", "≤ 0.5")
    with slack_workspace_process(manifest, "--no-rate-limits", *BIG) as workspace:
        rate = await _posts(workspace)
    table.add_row("workspace: chat.postMessage a second", f"{rate:.0f}", "≥ 1,000")


def _start(manifest: Path) -> float:
    """From the call of the command to its printed address."""
    started = perf_counter()
    verb = [*COMMAND, "sandbox", "--port", "0", "--manifest", str(manifest), *BIG]
    with subprocess.Popen(verb, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("Workspace")
        seconds = perf_counter() - started
        process.terminate()
    return seconds


async def _posts(workspace: SlackWorkspace) -> float:
    """Posts by several clients at once, as a form like the SDK's, each in a channel of its own."""
    headers = {"Authorization": f"Bearer {workspace.bot_token}"}
    async with aiohttp.ClientSession(workspace.api_url, headers=headers) as session:
        channels = [await _channel(session, number) for number in range(CLIENTS)]
        started = perf_counter()
        await asyncio.gather(*(_post(session, channel, POSTS // CLIENTS) for channel in channels))
        return POSTS / (perf_counter() - started)


async def _channel(session: aiohttp.ClientSession, number: int) -> str:
    async with session.post("conversations.create", data={"name": f"bench-{number}"}) as response:
        answer = await response.json()
        return str(answer["channel"]["id"])


async def _post(session: aiohttp.ClientSession, channel: str, times: int) -> None:
    for number in range(times):
        async with session.post("chat.postMessage", data={"channel": channel, "text": f"{number}"}) as response:
            assert (await response.json())["ok"]
