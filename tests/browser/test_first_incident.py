"""From declare to post-mortem by mouse and keyboard."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from sandbox.server import Running

pytestmark = pytest.mark.browser

ROOM = "inc-1-checkout-is-down"


async def test_an_incident_runs_from_declare_to_post_mortem(
    browser: Browser, demo: Running, pictures: Path
) -> None:
    ada = await _as(browser, demo, "ada")
    await _declares(ada, pictures)
    card = ada.get_by_test_id("message-list").get_by_test_id("message").filter(has_text="INC-1").first
    await card.locator('[data-action-id="take_role:commander"]').click()
    await expect(card).to_contain_text("Commander: @ada")
    await expect(card).to_contain_text("Join the bridge")
    await _pins(await _as(browser, demo, "grace"))
    await ada.bring_to_front()
    await expect(ada.get_by_test_id("message-list")).to_contain_text("connection pool")
    await ada.screenshot(path=pictures / "war-room.png", animations="disabled")

    await card.locator('[data-action-id="open_resolve"]').click()
    await _resolves(ada, pictures)
    await expect(card).to_contain_text("resolved")


async def _declares(page: Page, pictures: Path) -> None:
    await expect(page.get_by_test_id("channel-list")).to_contain_text("general")
    await page.screenshot(path=pictures / "welcome.png", animations="disabled")
    await _type(page, "/incident declare")
    form = page.get_by_test_id("modal")
    await form.locator('[data-block-id="title"] input').fill("Checkout is down")
    await form.locator('[data-block-id="summary"] textarea').fill("Payments time out since the release")
    await page.screenshot(path=pictures / "declare.png", animations="disabled")
    await page.get_by_test_id("modal-submit").click()
    await expect(page.locator('[data-ephemeral="true"]').last).to_contain_text("The war room is")
    await page.get_by_test_id(f"channel-{ROOM}").click()
    await expect(page.get_by_test_id("toast")).to_have_count(0)


async def _pins(page: Page) -> None:
    await page.get_by_test_id(f"channel-{ROOM}").click()
    await page.get_by_test_id("join").click()
    await _type(page, "The connection pool is used up since the 14:02 release")
    finding = page.get_by_test_id("message").filter(has_text="connection pool").last
    await finding.hover()
    await finding.get_by_test_id("quick-pin").click()
    await expect(finding).to_contain_text("📌")


async def _resolves(page: Page, pictures: Path) -> None:
    form = page.get_by_test_id("modal")
    await form.locator('[data-block-id="resolution"] textarea').fill("Rolled the release back")
    await form.locator('[data-block-id="users_affected"] input').fill("About 300")
    await page.screenshot(path=pictures / "resolve.png", animations="disabled")
    await page.get_by_test_id("modal-submit").click()
    document = page.get_by_test_id("message").filter(has_text="Root Cause (5 Whys)").last
    for words in ("Summary", "About 300", "Rolled the release back", "connection pool", "Action Items"):
        await expect(document).to_contain_text(words)
    await expect(document).to_contain_text("1 reply")  # the file has come, so it is not drawn anew any more
    await document.scroll_into_view_if_needed()
    await page.screenshot(path=pictures / "post-mortem.png", animations="disabled")


async def test_the_workspace_is_good_on_a_phone_and_in_the_dark(
    browser: Browser, demo: Running, pictures: Path
) -> None:
    context = await browser.new_context(viewport={"width": 390, "height": 844}, color_scheme="dark")
    page = await context.new_page()
    await page.goto(f"{demo.url}?user=ada")
    await _type(page, "/incident declare checkout is down")
    await expect(page.locator('[data-ephemeral="true"]').last).to_contain_text("The war room is")
    await page.goto(f"{demo.url}?user=ada")
    await page.locator('[data-ephemeral="true"] a').last.click()
    card = page.get_by_test_id("message").filter(has_text="INC-1").first
    await expect(card.locator('[data-action-id="take_role:commander"]')).to_be_visible()
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390, "the page can be scrolled sideways"
    await page.screenshot(path=pictures / "phone-dark.png", animations="disabled")


async def test_a_title_full_of_markup_stays_words(browser: Browser, demo: Running) -> None:
    title = "<img src=x onerror=alert(1)> *R&D* <!channel> `x` <b>5%</b>"
    page = await _as(browser, demo, "ada")
    alarms: list[str] = []
    page.on("dialog", lambda dialog: alarms.append(dialog.message))
    await _type(page, f"/incident declare {title}")
    await expect(page.locator('[data-ephemeral="true"]').last).to_contain_text("The war room is")
    await page.locator('[data-ephemeral="true"] a').last.click()
    card = page.get_by_test_id("message").filter(has_text="INC-1").first
    await expect(card).to_contain_text(title)
    assert alarms == []


async def _as(browser: Browser, demo: Running, person: str) -> Page:
    """A person's own browser; whatever goes wrong in its scripts fails the test."""
    context = await browser.new_context(viewport={"width": 1280, "height": 900}, locale="en-GB")
    page = await context.new_page()
    page.on("pageerror", _fail)
    await page.goto(f"{demo.url}?user={person}")
    return page


def _fail(error: Exception) -> None:
    raise AssertionError(f"an error in the page: {error}")


async def _type(page: Page, text: str) -> None:
    composer = page.get_by_test_id("composer")
    await composer.fill(text)
    await composer.press("Enter")
