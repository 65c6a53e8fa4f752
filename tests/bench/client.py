"""Print how soon a channel of 10,000 messages is seen in the browser client, and how big its page is."""

import asyncio
import shutil
import statistics

from playwright.async_api import Browser, async_playwright
from rich.console import Console
from rich.table import Table

from bot.manifest import manifest_path
from sandbox.server import Options, start
from tests.browser.test_client_messages import fill

MESSAGES = 10_000
VISITS = 7
SEEN = "performance.getEntriesByName('messages')[0]?.startTime ?? null"
NODES = "document.querySelectorAll('*').length"


async def main() -> None:
    table = Table("figure", "measured", "goal", title="Browser client, a channel of 10,000 messages")
    workspace = await start(Options(manifest=manifest_path(), rate_limits=False))
    fill(workspace, MESSAGES)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        await _visits(browser, workspace.url, table)
        await browser.close()
    await workspace.stop()
    Console().print(table)


async def _visits(browser: Browser, url: str, table: Table) -> None:
    """The first with an empty cache, as a newcomer's; the others as one comes back."""
    context = await browser.new_context(viewport={"width": 1280, "height": 860})
    times, nodes = [], 0
    for _ in range(VISITS):
        page = await context.new_page()
        await page.goto(f"{url}?user=ada")
        await page.locator("[data-ts]").first.wait_for()
        times.append(float(await page.evaluate(SEEN)))
        nodes = int(await page.evaluate(NODES))
        await page.close()
    table.add_row("messages drawn, first visit, ms", f"{times[0]:.0f}", "≤ 300")
    table.add_row("messages drawn, median of later visits, ms", f"{statistics.median(times[1:]):.0f}", "≤ 300")
    table.add_row("nodes in the page", str(nodes), "a few hundred")


if __name__ == "__main__":
    asyncio.run(main())
