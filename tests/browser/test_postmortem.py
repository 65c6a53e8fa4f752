"""Two people write a post-mortem on its page at once, look at it before they save, and publish it."""

from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from cli.demo import start_both
from cli.player import Player
from incidents.catalog import Catalog
from tests.browser.test_war_room import EVIL, PHONE, WIDE, is_accessible, signs_in

pytestmark = pytest.mark.browser
PAGE = "/incidents/1/postmortem"


@pytest_asyncio.fixture(loop_scope="session")
async def url(tmp_path: Path) -> Any:
    """The pages, with INC-1 resolved."""
    workspace, app = await start_both(0, 0, tmp_path / "demo", Catalog())
    async with aiohttp.ClientSession() as session:
        ada = Player(session, workspace.url)
        for typed in ("declare sev2 checkout is down", "INC-1 note the disk is full", "INC-1 resolve larger disk"):
            await ada.types("ada", "general", typed)
        yield f"http://127.0.0.1:{app.web_port}"
    await app.stop()
    await workspace.stop()


async def test_two_people_write_at_once_and_publish(url: str, browser: Browser) -> None:
    pages, alarms = [], list[str]()
    for name in ("ada", "grace"):
        context = await browser.new_context(viewport=WIDE)
        context.on("dialog", lambda dialog: alarms.append(dialog.message))
        context.on("console", lambda said: "Security Policy" in said.text and alarms.append(said.text))
        page = await context.new_page()
        await signs_in(page, url, name)
        await page.goto(f"{url}{PAGE}")
        pages.append(page)
    ada, grace = pages
    await _write_the_same_part(ada, grace)
    await _keeps_what_was_typed(ada, url)
    await _looks(ada, url)
    await ada.goto(f"{url}{PAGE}")
    await ada.get_by_label("Publish it all the same").check()
    await ada.get_by_role("button", name="Publish").click()
    await expect(ada.locator("h1")).to_contain_text("published")
    assert alarms == []
    for page in pages:
        await page.context.close()


async def _write_the_same_part(ada: Page, grace: Page) -> None:
    """Whoever is later reads what the other one wrote, keeps their own words, and decides."""
    for page, words in ((ada, f"Ada: **bad** {EVIL}"), (grace, "Grace: *worse*")):
        await page.locator("#edit-summary > summary").click()
        await page.locator("#edit-summary textarea").fill(words)
    await ada.locator("#edit-summary").get_by_role("button", name="Preview").click()
    await expect(ada.locator("#edit-summary .preview strong")).to_have_text("bad")
    await expect(ada.locator("#edit-summary .preview")).to_contain_text("<img src=x onerror=alert(1)>")
    await ada.locator("#edit-summary textarea").press_sequentially(" ~~so~~")
    await expect(ada.locator("#edit-summary .preview s")).to_have_text("so")  # it follows what is typed
    await grace.locator("#edit-summary").get_by_role("button", name="Save").click()
    await expect(grace.locator("#pm-summary .said")).to_contain_text("is saved")
    await expect(ada.locator("#pm-summary .stands em")).to_have_text("worse")  # live
    await ada.locator("#edit-summary").get_by_role("button", name="Save").click()
    await expect(ada.locator("#edit-summary").get_by_role("alert")).to_contain_text("Somebody was faster")
    await expect(ada.locator("#edit-summary .theirs")).to_be_visible()
    await expect(ada.locator("#edit-summary").get_by_role("button", name="Replace it with mine")).to_be_visible()
    await expect(ada.locator("#edit-summary textarea")).to_have_value(f"Ada: **bad** {EVIL} ~~so~~")
    await expect(ada.locator("#edit-summary form")).not_to_have_attribute("aria-busy", "true")
    await ada.locator("#edit-summary").get_by_role("button", name="Replace it with mine").click()
    await expect(ada.locator("#pm-summary .stands strong").first).to_have_text("bad")
    await expect(grace.locator("#pm-summary .stands strong").first).to_have_text("bad")


async def _keeps_what_was_typed(page: Page, url: str) -> None:
    """Also when the tab is closed; until it is discarded."""
    other = await page.context.new_page()
    await other.goto(f"{url}{PAGE}")
    await other.locator("#edit-went_well > summary").click()
    await other.locator("#edit-went_well textarea").fill("the pager")
    await other.close()
    again = await page.context.new_page()
    await again.goto(f"{url}{PAGE}")
    await expect(again.locator("#edit-went_well textarea")).to_have_value("the pager")
    await again.locator("#edit-went_well").get_by_role("button", name="Discard").click()
    await expect(again.locator("#edit-went_well textarea")).to_be_hidden()
    await again.reload()
    await expect(again.locator("#edit-went_well textarea")).to_have_value("")
    await again.close()


async def _looks(page: Page, url: str) -> None:
    """Light and dark, wide and on a phone."""
    for path in (PAGE, f"{PAGE}/history", "/postmortems", "/postmortems?q=bad"):
        for size, scheme in ((WIDE, "light"), (PHONE, "dark")):
            await page.set_viewport_size(size)
            await page.emulate_media(color_scheme=scheme)
            await page.goto(f"{url}{path}")
            await page.evaluate(
                "document.querySelectorAll('details.edit').forEach((each) => { each.open = true })"
            )
            await is_accessible(page)
            assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
