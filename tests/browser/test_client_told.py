"""What a newcomer has to be told: why nobody answers, what is new, whose app this is and what it lacks."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import yaml
from playwright.async_api import Browser, Page, expect

from bot.manifest import manifest_path
from sandbox.server import Options, Running, start
from tests.browser.conftest import Act, Open

pytestmark = pytest.mark.browser

FILLED = 83  # channels that ada has joined
LONG = "word " * 1500


@pytest_asyncio.fixture(loop_scope="session")
async def foreign(tmp_path: Path) -> AsyncIterator[Running]:
    """Somebody else's app, whose manifest lacks a scope, in a workspace with many people and channels."""
    manifest: dict[str, Any] = yaml.safe_load(manifest_path().read_text(encoding="utf-8"))
    manifest["display_information"]["name"] = "Otter Bot"
    manifest["features"]["bot_user"]["display_name"] = "Otter Bot"
    manifest["oauth_config"]["scopes"]["bot"].remove("commands")
    path = tmp_path / "manifest.yml"
    path.write_text(yaml.safe_dump(manifest), encoding="utf-8")
    running = await start(Options(manifest=path, rate_limits=False, people=20, channels=FILLED))
    ada = running.workspace.find_user("ada")
    assert ada
    for channel in running.workspace.channels.values():
        if ada.id not in channel.members:
            channel.members.append(ada.id)
    yield running
    await running.stop()


async def _look(browser: Browser, running: Running, channel: str = "general") -> Page:
    page = await (await browser.new_context(viewport={"width": 1280, "height": 860})).new_page()
    await page.goto(f"{running.url}?user=ada&channel={channel}")
    return page


async def test_a_command_nobody_answers_stays_and_the_reason_is_told(look: Open) -> None:
    page = await look()
    composer = page.get_by_test_id("composer")
    await composer.fill("/incident list")
    await composer.press("Enter")
    await expect(page.get_by_test_id("notice")).to_contain_text("no app is connected; start it with http://")
    await expect(composer).to_have_value("/incident list")


async def test_another_app_has_letters_and_its_manifests_problems_are_told(
    browser: Browser, foreign: Running
) -> None:
    page = await _look(browser, foreign)
    entry = page.get_by_test_id("app-home")
    await expect(entry).to_contain_text("OB")
    await expect(entry).to_be_in_viewport()
    await expect(page.locator(".brand-mark")).to_have_count(0)
    assert "/workspace.svg" in (await page.locator("link[rel=icon]").get_attribute("href") or "")
    await page.get_by_test_id("app-problems").click()
    await expect(page.get_by_test_id("problem-list")).to_contain_text(
        "Slash commands need the bot scope commands."
    )


async def test_among_many_channels_the_open_one_is_in_view_and_people_are_found_by_name(
    browser: Browser, foreign: Running
) -> None:
    last = max(each.name for each in foreign.workspace.channels.values() if each.kind == "public")
    page = await _look(browser, foreign, last)
    await expect(page.get_by_test_id(f"channel-{last}")).to_be_in_viewport()
    await page.get_by_test_id("person-switcher").click()
    search = page.get_by_test_id("people-input")
    await search.fill("hopper")
    await search.press("Enter")
    await expect(page.get_by_test_id("person-switcher")).to_contain_text("grace")


async def test_what_arrives_while_one_looks_is_not_new_and_writing_takes_the_line_away(
    look: Open, act: Act
) -> None:
    await act("message", user="grace", channel="general", text="an old one")
    page = await look()
    line, messages = page.locator(".day.new"), page.get_by_test_id("message")
    await expect(messages.last).to_contain_text("an old one")
    await act("message", user="grace", channel="general", text="before your eyes")
    await expect(messages.last).to_contain_text("before your eyes")
    await expect(line).to_have_count(0)
    await page.get_by_test_id("channel-random").click()
    await act("message", user="grace", channel="general", text="while away")
    await expect(page.get_by_test_id("channel-general")).to_have_attribute("aria-label", "general, 1 unread")
    await page.get_by_test_id("channel-general").click()
    await expect(line).to_have_count(1)
    await page.get_by_test_id("composer").fill("I am back")
    await page.get_by_test_id("composer").press("Enter")
    await expect(messages.last).to_contain_text("I am back")
    await expect(line).to_have_count(0)


async def test_a_thread_says_how_many_replies_and_who_wrote_each(look: Open, act: Act) -> None:
    root = (await act("message", user="ada", channel="general", text="a root"))["ts"]
    await act("message", user="ada", channel="general", text="my own reply", thread_ts=root)
    page = await look()
    await page.get_by_test_id("open-thread").click()
    thread = page.get_by_test_id("thread")
    await expect(thread.locator(".replies-line")).to_have_text("1 reply")
    await expect(thread.get_by_test_id("message").last.locator(".name")).to_have_text("ada")


async def test_a_very_long_message_is_folded_until_one_asks_for_more(look: Open, act: Act) -> None:
    await act("message", user="grace", channel="general", text=LONG)
    page = await look()
    body, more = page.locator(".fold"), page.get_by_test_id("fold")
    await expect(more).to_have_text("Show more")
    folded = await body.evaluate("node => node.offsetHeight")
    await more.click()
    await expect(more).to_have_text("Show less")
    assert await body.evaluate("node => node.offsetHeight") > folded


async def test_the_menu_of_a_tapped_message_covers_no_words(look: Open, act: Act) -> None:
    await act("message", user="grace", channel="general", text="tap me")
    page = await look(viewport={"width": 390, "height": 780}, has_touch=True, is_mobile=True)
    message = page.get_by_test_id("message").last
    await message.tap()
    bar, words = message.locator(".quick-bar"), message.locator(".mrkdwn")
    await expect(bar).to_be_visible()
    over, under = await words.bounding_box(), await bar.bounding_box()
    assert over
    assert under
    assert under["y"] >= over["y"] + over["height"]


async def test_the_inspector_tells_the_time_and_names_the_upload_of_bytes(
    workspace: Running, look: Open, act: Act
) -> None:
    page = await look()
    await page.keyboard.press("Control+.")
    rows = page.get_by_test_id("traffic-row")
    await act("users.list", api=True)
    await expect(rows.first.locator(".traffic-time")).to_have_text(re.compile(r"\d\d:\d\d:\d\d"))
    await page.request.post(f"{workspace.url}upload/v1/F0", data="bytes")
    await expect(rows.first.locator(".traffic-name")).to_have_text("upload (bytes)")
