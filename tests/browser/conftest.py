"""A Chromium of this machine, the demo or a bare workspace behind it, and people who look at it."""

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from bot.app import App
from bot.manifest import manifest_path
from cli.demo import start_both
from incidents.catalog import Catalog
from sandbox.server import Options, Running, start
from sandbox.vendors.zoom_account import HOSTS
from tests.patient import patient

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync")  # fmt: skip

PATIENCE_MS = 15_000
expect.set_options(timeout=PATIENCE_MS)

Open = Callable[..., Awaitable[Page]]
Act = Callable[..., Awaitable[dict[str, Any]]]


def installed() -> str | None:
    """Where this machine keeps a Chromium; its download by the test tool is not relied upon."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return found or (str(MAC) if MAC.exists() else None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """They all run on one event loop, since they share one Chromium: to start it costs as much as half a test."""
    for item in items:
        if item.get_closest_marker("browser") and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """One for all tests of a process."""
    executable = installed()
    if executable is None:
        if os.environ.get("SIGNALCRAFT_REQUIRE_ALL"):
            pytest.fail("no Chromium on this machine")
        pytest.skip("no Chromium on this machine: install one to run the browser tests")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=list(FLAGS))
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def browser(chromium: Browser) -> AsyncIterator[Browser]:
    """Nobody is logged in, nothing is kept and nothing is open in it from before."""
    yield chromium
    for context in chromium.contexts:
        await context.close()


@pytest_asyncio.fixture(loop_scope="session")
async def demo(tmp_path: Path) -> AsyncIterator[Running]:
    """The workspace with the bot in it."""
    workspace: Running
    app: App
    workspace, app = await start_both(0, 0, tmp_path / "demo", Catalog(zoom_hosts=HOSTS))
    yield patient(workspace)
    await app.stop()
    await workspace.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def workspace() -> AsyncIterator[Running]:
    """The workspace alone: nobody listens at the bot's end."""
    running = await start(Options(manifest=manifest_path(), rate_limits=False))
    yield running
    await running.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def act(workspace: Running) -> AsyncIterator[Act]:
    """What somebody does without a screen: a control call, or with `api` a call of the bot."""
    async with aiohttp.ClientSession(headers={"Authorization": "Bearer xoxb-local"}) as session:

        async def done(name: str, /, *, api: bool = False, **body: Any) -> dict[str, Any]:
            async with session.post(
                f"{workspace.url}{'api' if api else '_control'}/{name}", json=body
            ) as response:
                answer: dict[str, Any] = await response.json()
                assert response.status == 200, answer
                assert answer.get("ok", True), answer
                return answer

        yield done


@pytest.fixture
def look(browser: Browser, workspace: Running) -> Open:
    """A person's own browser on a channel; whatever goes wrong in its scripts fails the test."""

    async def opened(person: str = "ada", channel: str = "general", **options: Any) -> Page:
        options = {"viewport": {"width": 1280, "height": 860}, "locale": "en-GB"} | options
        page = await (await browser.new_context(**options)).new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", _fail)
        await page.goto(f"{workspace.url}?user={person}&channel={channel}")
        return page

    return opened


def _fail(error: Exception) -> None:
    raise AssertionError(f"an error in the page: {error}")


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where screenshots go: beside the test's other files, or into `docs/` when we renew them."""
    folder = os.environ.get("SIGNALCRAFT_SCREENSHOTS")
    path = Path(folder) if folder else tmp_path / "screenshots"
    path.mkdir(parents=True, exist_ok=True)
    return path
