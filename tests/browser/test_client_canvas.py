"""A channel's canvas in the client: a tab of its own, always as it is, and read by everybody."""

from typing import Any

import pytest
from playwright.async_api import Page, expect

from sandbox.server import Running
from tests.browser.conftest import Act, Open
from tests.browser.test_client_access import CONTRAST, NAMES, objections

pytestmark = pytest.mark.browser


def words(markdown: str) -> dict[str, str]:
    return {"type": "markdown", "markdown": markdown}


async def test_a_canvas_is_a_tab_of_its_channel_and_follows_what_is_written(
    workspace: Running, look: Open, act: Act
) -> None:
    room = (await act("conversations.create", api=True, name="room"))["channel"]["id"]
    await act("join", user="ada", channel=room)
    page = await look(channel="room", reduced_motion="reduce")
    await expect(page.get_by_test_id("composer")).to_be_visible()
    await expect(page.get_by_test_id("tab-canvas")).to_have_count(0)

    grace = workspace.workspace.find_user("grace")
    assert grace
    text = f"# Down\n\n- Commander: ![](@{grace.id})\n- [the card](https://x.example) \\*literally\\*"
    made = await act("conversations.canvases.create", api=True, channel_id=room, document_content=words(text))
    await page.get_by_test_id("tab-canvas").click()
    canvas = page.get_by_test_id("canvas")
    await expect(canvas.get_by_role("heading", name="Down")).to_be_visible()
    await expect(canvas.locator(".mention")).to_contain_text("@grace")
    await expect(canvas.get_by_role("link", name="the card")).to_have_attribute("href", "https://x.example/")
    await expect(canvas).to_contain_text("*literally*")
    await expect(page.get_by_test_id("composer")).to_be_hidden()
    await _reads_well(page)

    change: dict[str, Any] = {"operation": "replace", "document_content": words("# Up again")}
    await act("canvases.edit", api=True, canvas_id=made["canvas_id"], changes=[change])
    await expect(canvas.get_by_role("heading", name="Up again")).to_be_visible()
    await act("canvases.delete", api=True, canvas_id=made["canvas_id"])
    await expect(canvas).to_contain_text("deleted this canvas")
    await page.get_by_test_id("tab-messages").click()
    await expect(page.get_by_test_id("composer")).to_be_visible()
    await expect(page.get_by_test_id("tab-canvas")).to_have_count(0)


async def _reads_well(page: Page) -> None:
    """By day and by night, on a desk and in a hand. Colours must have arrived, so nothing moves."""
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for walk in (NAMES, CONTRAST):
            assert await objections(page, walk) == []
    await page.set_viewport_size({"width": 390, "height": 800})
    width = await page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
    await page.set_viewport_size({"width": 1280, "height": 860})
