"""Two pages of one browser and the workspace side by side: what is done in one is seen in the others."""

from pathlib import Path
from typing import Any

import aiohttp
import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, BrowserContext, Page, expect

from cli.demo import start_both
from cli.player import Player
from incidents.catalog import Catalog

pytestmark = pytest.mark.browser
EVIL = '<script>alert(1)</script> "><img src=x onerror=alert(1)> </title> {{7*7}} \u202eevil'
WIDE, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 844}


@pytest_asyncio.fixture(loop_scope="session")
async def both(tmp_path: Path) -> Any:
    workspace, app = await start_both(0, 0, tmp_path / "demo", Catalog())
    async with aiohttp.ClientSession() as session:
        yield Player(session, workspace.url), f"http://127.0.0.1:{app.web_port}"
    await app.stop()
    await workspace.stop()


async def signs_in(page: Page, url: str, name: str) -> None:
    """By Slack, as this person."""
    await page.goto(url)
    await page.get_by_role("link", name="Sign in with Slack").click()
    await page.get_by_role("button", name=name).first.click()


async def is_accessible(page: Page) -> None:
    """WCAG AA, as far as a tool can tell."""
    found = await Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
    assert not found.response["violations"], found.generate_report()


async def test_the_page_and_slack_are_in_step(both: tuple[Player, str], browser: Browser, pictures: Path) -> None:
    grace, url = both
    readers: list[Page] = []
    alarms: list[str] = []
    context = await browser.new_context(viewport=WIDE, locale="en-GB")
    context.on("request", lambda request: "/stream" in request.url and readers.append(request.frame.page))
    context.on("dialog", lambda dialog: alarms.append(dialog.message))
    context.on("console", lambda said: "Security Policy" in said.text and alarms.append(said.text))
    first = await context.new_page()
    await signs_in(first, url, "ada")
    await expect(first.get_by_text("All calm")).to_be_visible()
    await grace.types("grace", "general", "declare sev1 checkout is down")
    await first.get_by_role("link", name="checkout is down").click()  # the list has it by itself
    await expect(first.get_by_role("status").filter(has_text="Live")).to_be_visible()
    second = await context.new_page()
    await second.goto(f"{url}/incidents/1")
    await expect(second.get_by_role("status").filter(has_text="Live")).to_be_visible()
    assert readers
    assert second not in readers  # it hears of the first one's

    theirs = await _somebody_elses(browser, url)
    await _hear_the_same((first, second, theirs), grace)
    await theirs.close()

    await _looks(second, url, pictures)
    await _shows_as_words(first, second, grace)
    assert alarms == []  # nothing of it has run, nor tried to

    await first.close()  # the one that read the stream; the other goes on by itself
    await grace.types("grace", "general", "INC-1 note db1 restarted")
    await expect(second.locator("#part-timeline")).to_contain_text("db1 restarted")
    await _comes_back(second, url)
    await second.close()
    await _takes_over(context, url, readers)
    await _wakes(await context.new_page(), url, readers)
    await context.close()


async def _hear_the_same(pages: tuple[Page, ...], grace: Player) -> None:
    """What is done in Slack, and what is done on one of them."""
    await grace.types("grace", "general", "INC-1 severity sev2")
    for page in pages:
        await expect(page.locator("#part-head")).to_contain_text("SEV2")
    await pages[1].locator("#part-roles").get_by_role("button", name="Take Commander").click()
    for page in pages:
        await expect(page.locator("#part-roles")).to_contain_text("ada")


async def _somebody_elses(browser: Browser, url: str) -> Page:
    """Another browser, with another person."""
    page = await (await browser.new_context(viewport=PHONE, locale="en-GB")).new_page()
    await signs_in(page, f"{url}/incidents/1", "linus")
    await expect(page.get_by_role("status").filter(has_text="Live")).to_be_visible()
    return page


async def _takes_over(context: BrowserContext, url: str, readers: list[Page]) -> None:
    """A tab that the browser has frozen holds the lock and reads nothing: the one that is looked at does."""
    frozen, looked_at = await context.new_page(), await context.new_page()
    await frozen.goto(f"{url}/insights")
    await frozen.evaluate(
        """() => {
            const session = document.querySelector("meta[name=csrf]").content;
            navigator.locks.request(`signalcraft ${session}`, () => new Promise(() => {}));
        }"""
    )
    await looked_at.clock.install()
    await looked_at.goto(f"{url}/incidents/1")
    await expect(looked_at.locator("#part-head")).to_contain_text("SEV2")
    assert looked_at not in readers
    await looked_at.clock.fast_forward("00:10")
    await expect(looked_at.locator("#live")).to_have_text("Live")
    assert looked_at in readers
    await frozen.close()
    await looked_at.close()


async def _comes_back(page: Page, url: str) -> None:
    """Whoever was signed out while they wrote is told so, and finds what they wrote when they are back."""
    note = page.locator("#form-note")
    await page.route("**/forms", lambda route: route.abort())
    await page.keyboard.press("n")
    await note.locator("[name=text]").fill("the disk is fine")
    await page.keyboard.press("Control+Enter")
    await expect(note.get_by_role("status")).to_contain_text("Done: ")  # though the forms could not be drawn anew
    await expect(note.locator("[name=text]")).to_have_value("")
    await page.unroute("**/forms")
    await page.reload()
    await page.keyboard.press("n")
    await note.locator("[name=text]").fill("db1 is slow again")
    await page.context.clear_cookies()
    await page.keyboard.press("Control+Enter")
    await expect(page.locator("#form-note").get_by_role("alert")).to_contain_text("You are signed out")
    await page.locator("#part-head").evaluate("part => part.append('')")  # something has changed
    async with page.expect_response("**/sign-in*"):
        await page.get_by_text("End, reopen, merge").click()
    await page.wait_for_timeout(50)
    await expect(page.locator("#form-resolve")).to_be_visible()
    await signs_in(page, url, "ada")
    await page.goto(f"{url}/incidents/1")
    await expect(page.locator("#form-note [name=text]")).to_have_value("db1 is slow again")


async def _wakes(page: Page, url: str, readers: list[Page]) -> None:
    """A stream that gives no sign is opened anew; meanwhile the page says since when it is not true."""
    await page.clock.install()
    await page.goto(f"{url}/incidents/1")
    await expect(page.get_by_role("status").filter(has_text="Live")).to_be_visible()
    opened = readers.count(page)
    await page.route("**/stream*", lambda route: route.abort())
    await page.clock.fast_forward("01:00")
    await expect(page.locator("#live")).to_contain_text("Not live since ")
    await page.unroute("**/stream*")
    await page.clock.fast_forward("00:10")
    await expect(page.locator("#live")).to_have_text("Live")
    assert readers.count(page) > opened


async def _shows_as_words(first: Page, second: Page, grace: Player) -> None:
    """What strangers write, also where it comes live."""
    await grace.types("grace", "general", f"INC-1 note {EVIL}")
    await grace.types("grace", "general", f"INC-1 title {EVIL}")
    for page in (first, second):
        await expect(page.locator("#part-timeline")).to_contain_text("<img src=x onerror=alert(1)>")
        await expect(page.locator("#part-head")).to_contain_text("{{7*7}}")


async def _looks(page: Page, url: str, pictures: Path) -> None:
    """Both widths, light and dark."""
    for path in ("/", "/incidents/1", "/incidents/new", "/incidents/1/wall", "/wall", "/tokens", "/outbox"):
        await page.goto(f"{url}{path}")
        for scheme in ("light", "dark"):
            await page.emulate_media(color_scheme=scheme)
            await is_accessible(page)
    await page.goto(f"{url}/incidents/1")
    await page.screenshot(path=pictures / "page.png")
    await page.set_viewport_size(PHONE)
    await is_accessible(page)
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    await page.screenshot(path=pictures / "page-phone.png")
