"""The first moments of a page, when parts of it are still on their way; and workspaces with very many channels."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from bot.manifest import manifest_path
from sandbox.server import Options, Running, start
from tests.browser.conftest import Act, Open

pytestmark = pytest.mark.browser

CHANNELS = 500
LINES = 120  # in the list of channels, whatever there are


@pytest_asyncio.fixture(loop_scope="session")
async def crowded() -> AsyncIterator[Running]:
    """A workspace in which ada has joined everything."""
    running = await start(Options(manifest=manifest_path(), rate_limits=False, people=200, channels=CHANNELS))
    ada = running.workspace.find_user("ada")
    assert ada
    for channel in running.workspace.channels.values():
        if ada.id not in channel.members:
            channel.members.append(ada.id)
    yield running
    await running.stop()


async def _slow(page: Page, names: str) -> None:
    """What fits these names comes half a second late."""

    async def late(route: object) -> None:
        await page.wait_for_timeout(500)
        await route.continue_()

    await page.route(names, late)


async def test_the_first_click_works_while_what_it_opens_is_still_on_its_way(
    workspace: Running, look: Open, act: Act
) -> None:
    said = await act("message", user="grace", channel="general", text="hello")
    page = await look()
    await _slow(page, "**/message/{thread,quickbar}.js")
    await _slow(page, "**/channel/{forms,browse,panels}.js")
    await _slow(page, "**/text/emojipicker.js")
    for testid, opens in (("members", "invite-people"), ("inspector-open", "inspector")):
        await page.reload()
        await page.get_by_test_id(testid).click()
        await expect(page.get_by_test_id(opens)).to_be_visible()
    await page.get_by_test_id("inspector-close").click()
    await page.reload()
    await page.get_by_test_id("composer").fill("@gra")
    await expect(page.locator(".suggest")).to_contain_text("grace")
    await page.reload()
    await page.locator(f'[data-ts="{said["ts"]}"]').hover()
    await page.get_by_test_id("reply-in-thread").click()
    await page.get_by_test_id("thread-composer").fill("hello too")
    await page.get_by_test_id("thread-composer").press("Enter")
    await expect(page.get_by_test_id("thread")).to_contain_text("hello too")


async def test_what_is_typed_before_the_switcher_is_there_is_meant_for_it(look: Open) -> None:
    page = await look()
    await _slow(page, "**/channel/browse.js")
    await page.reload()
    await expect(page.get_by_test_id("composer")).to_be_focused()
    await page.keyboard.press("Control+k")
    await page.keyboard.type("rand")
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("channel-name")).to_have_text("random")
    await expect(page.get_by_test_id("composer")).to_have_value("")


async def test_blocks_files_and_forms_are_drawn_when_their_scripts_come_late(look: Open, act: Act) -> None:
    room = (await act("conversations.create", api=True, name="lab"))["channel"]["id"]
    blocks = [{"type": "header", "text": {"type": "plain_text", "text": "A header"}}]
    await act("chat.postMessage", api=True, channel=room, text="a header", blocks=blocks)
    await act("join", user="ada", channel=room)
    page = await look()
    await _slow(page, "**/blocks/*.js")
    await page.reload()
    await page.get_by_test_id("channel-lab").click()
    await expect(page.get_by_role("heading", name="A header")).to_be_visible()


async def test_a_list_of_very_many_channels_stays_short_and_all_can_be_found(
    browser: Browser, crowded: Running
) -> None:
    page = await (await browser.new_context(viewport={"width": 1280, "height": 860})).new_page()
    await page.goto(f"{crowded.url}?user=ada")
    rows = page.get_by_test_id("channel-list").locator(".channel")
    await expect(page.get_by_test_id("all-channels")).to_have_text(f"All {CHANNELS} channels")
    assert await rows.count() < LINES
    last = max(each.name for each in crowded.workspace.channels.values() if each.kind == "public")
    row = page.get_by_test_id(f"channel-{last}")
    await expect(row).to_have_count(0)
    found = crowded.workspace.named(last)
    assert found
    await page.request.post(
        f"{crowded.url}_control/message", data={"user": "grace", "channel": last, "text": "@ada see here"}
    )
    await expect(row.locator(".badge")).to_have_text("1")
    await page.keyboard.press("Control+k")
    await page.keyboard.type(last)
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("channel-name")).to_have_text(last)
    await expect(row).to_be_in_viewport()
    assert await rows.count() < LINES


async def test_faces_and_names_an_app_chose_slackbot_and_groups_are_shown(
    workspace: Running, look: Open, act: Act
) -> None:
    general = workspace.workspace.named("general")
    assert general
    group = await act("direct", user="ada", **{"with": ["grace", "linus"]})
    page = await look()
    for name, face in (("Weather", ":fire:"), ("Deploys", ":rocket:")):
        said = await act("message", user="grace", channel="general", text=f"from {name}")
        message = general.messages[said["ts"]]
        message.user, message.bot_id = "", workspace.workspace.bot.bot_id
        message.wear({"username": name, "icons": {"emoji": face}})
    said = await act("message", user="grace", channel="general", text="from Slack")
    general.messages[said["ts"]].user = "USLACKBOT"
    await page.reload()
    rows = page.get_by_test_id("message")
    await expect(rows.filter(has_text="from Weather").locator(".name")).to_have_text("Weather")
    await expect(rows.filter(has_text="from Deploys").locator(".name")).to_have_text("Deploys")
    await expect(rows.filter(has_text="from Deploys").locator(".avatar")).to_have_text("🚀")
    await expect(rows.filter(has_text="from Slack").locator(".name")).to_have_text("Slackbot")
    await expect(rows.filter(has_text="from Slack").locator(".app-tag")).to_have_count(0)
    await expect(page.locator(f'[data-channel-id="{group["channel"]}"]')).to_contain_text("grace, linus")
