"""A Chromium of this machine, and the demo behind it."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, async_playwright

from bot.app import App
from cli.demo import start_both
from incidents.catalog import Catalog
from sandbox.server import Running

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip


def installed() -> str | None:
    """Where this machine keeps a Chromium; its download by the test tool is not relied upon."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return found or (str(MAC) if MAC.exists() else None)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    executable = installed()
    if executable is None:
        if os.environ.get("SIGNALCRAFT_REQUIRE_ALL"):
            pytest.fail("no Chromium on this machine")
        pytest.skip("no Chromium on this machine: install one to run the browser tests")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        yield browser
        await browser.close()


@pytest.fixture
async def demo(tmp_path: Path) -> AsyncIterator[Running]:
    """The workspace with the bot in it."""
    workspace: Running
    app: App
    workspace, app = await start_both(0, 0, tmp_path / "demo", Catalog())
    yield workspace
    await app.stop()
    await workspace.stop()


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where screenshots go: beside the test's other files, or into `docs/` when we renew them."""
    folder = os.environ.get("SIGNALCRAFT_SCREENSHOTS")
    path = Path(folder) if folder else tmp_path / "screenshots"
    path.mkdir(parents=True, exist_ok=True)
    return path
