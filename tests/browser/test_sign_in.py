"""Signing in with one click in a real browser, without scripts; and a page of others that tries its luck."""

from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, Route, expect

from cli.demo import start_both
from incidents.catalog import Catalog

pytestmark = pytest.mark.browser

EVIL = '<form method="post" action="{target}"><input name="csrf" value="guessed"><button>Win</button></form>'


async def tries_its_luck(page: Page, origin: str, target: str) -> int:
    """What a form on another page gets for an answer."""

    async def prize(route: Route) -> None:
        await route.fulfill(content_type="text/html", body=EVIL.format(target=target))

    await page.route(f"{origin}/prize", prize)
    await page.goto(f"{origin}/prize")
    async with page.expect_response(target) as got:
        await page.get_by_role("button", name="Win").click()
    return (await got.value).status


async def test_a_click_signs_in_and_no_other_page_can_sign_out(browser: Browser, tmp_path: Path) -> None:
    workspace, app = await start_both(0, 0, tmp_path / "demo", Catalog())
    try:
        page = await (await browser.new_context(java_script_enabled=False)).new_page()
        home = f"http://127.0.0.1:{app.web_port}"
        await page.goto(f"{home}/incidents?state=open")
        await page.get_by_role("link", name="Sign in with Slack").click()
        await page.get_by_role("button", name="Grace Hopper").click()
        await expect(page).to_have_url(f"{home}/incidents?state=open")
        neighbour = workspace.url.rstrip("/")  # the same host on another port: browsers send it our cookie
        assert await tries_its_luck(page, neighbour, f"{home}/sign-out") == 403
        assert await tries_its_luck(page, "http://evil.example", f"{home}/sign-out") == 303  # as nobody
        await page.goto(f"{home}/sessions")
        await expect(page.get_by_text("Chrome on")).to_be_visible()
        await page.get_by_role("button", name="Sign out", exact=True).click()
        await expect(page).to_have_url(f"{home}/sign-in")
        await page.goto(f"{home}/incidents")
        await expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    finally:
        await app.stop()
        await workspace.stop()
