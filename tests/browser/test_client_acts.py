"""What a person does with mouse and keyboard, besides talking to the app."""

import pytest
from playwright.async_api import FilePayload, Page, expect

from sandbox.server import Running
from tests.browser.conftest import Act, Open

pytestmark = pytest.mark.browser

HOSTILE = "<!channel> & *x* <b>"


async def test_a_channel_is_made_named_filled_and_left(workspace: Running, look: Open) -> None:
    page = await look()
    await page.get_by_test_id("add-channel").click()
    await page.locator('[data-act="create"]').click()
    await page.get_by_test_id("channel-name-input").fill("War Room 7")
    await page.get_by_test_id("channel-private").check()
    await page.get_by_test_id("choose-people").click()
    await page.locator(".option[data-value]", has_text="grace").click()
    await page.keyboard.press("Escape")
    await page.get_by_test_id("create-channel-submit").click()
    await expect(page.get_by_test_id("channel-name")).to_contain_text("war-room-7")
    room = workspace.workspace.named("war-room-7")
    assert room
    assert room.kind == "private"
    assert [workspace.workspace.users[each].name for each in room.members] == ["ada", "grace"]

    await _menu(page, "topic")
    await page.get_by_test_id("topic-input").fill(HOSTILE)
    await page.get_by_test_id("edit-topic-submit").click()
    await expect(page.get_by_test_id("topic")).to_have_text(HOSTILE)
    await expect(page.locator(".system").last).to_contain_text(HOSTILE)
    await expect(page.locator(".main .mention")).to_have_count(0)
    await _menu(page, "leave")
    await expect(page.get_by_test_id("channel-war-room-7")).to_have_count(0)


async def _menu(page: Page, act: str) -> None:
    await page.get_by_test_id("channel-menu").click()
    await page.locator(f'[data-act="{act}"]').click()


async def test_an_archived_channel_is_read_and_brought_back(workspace: Running, look: Open) -> None:
    page = await look(channel="random")
    await _menu(page, "archive")
    await page.get_by_test_id("archive-channel-submit").click()
    await expect(page.get_by_text("is archived. It can be read")).to_be_visible()
    await page.get_by_test_id("unarchive").click()
    await page.get_by_test_id("archive-channel-submit").click()
    await expect(page.get_by_test_id("composer")).to_be_visible()


async def test_files_are_chosen_looked_at_and_sent(workspace: Running, look: Open) -> None:
    page = await look()
    notes: FilePayload = {"name": "notes.md", "mimeType": "text/markdown", "buffer": b"# Notes\n\n* one"}
    evil: FilePayload = {"name": "evil.html", "mimeType": "text/html", "buffer": b"<script>alert(1)</script>"}
    await page.get_by_test_id("file-input").first.set_input_files([notes, evil])
    await expect(page.get_by_test_id("staged-file")).to_have_count(2)
    await page.get_by_role("button", name="Take evil.html away").click()
    await page.get_by_test_id("composer").fill("the notes")
    await page.get_by_test_id("composer").press("Enter")
    message = page.get_by_test_id("message").last
    await expect(message).to_contain_text("the notes")
    await expect(message.get_by_test_id("file")).to_have_count(1)
    await message.get_by_role("button", name="Preview notes.md").click()
    await expect(page.get_by_test_id("file-preview").locator("h3, h4")).to_contain_text(["Notes"])
    assert [each.content for each in workspace.workspace.files.values()] == [b"# Notes\n\n* one"]


async def test_ones_own_words_are_changed_pinned_and_deleted_and_a_draft_stays(look: Open) -> None:
    page = await look()
    composer = page.get_by_test_id("composer")
    await composer.fill("first thouhgt")
    await composer.press("Enter")
    message = page.get_by_test_id("message").last
    await expect(message).to_contain_text("thouhgt")
    await composer.press("ArrowUp")
    await page.get_by_role("textbox", name="Edit message").fill("first thought")
    await page.keyboard.press("Enter")
    await expect(message).to_contain_text("first thought (edited)")
    await expect(composer).to_be_focused()
    await _more(page, "pin")
    await expect(page.get_by_test_id("pins")).to_contain_text("1")
    await composer.fill("half a sent")
    await page.get_by_test_id("channel-random").click()
    await page.reload()
    await page.get_by_test_id("channel-general").click()
    await expect(composer).to_have_value("half a sent")
    await _more(page, "delete")
    await page.get_by_test_id("confirm-yes").click()
    await expect(page.get_by_text("first thought")).to_have_count(0)


async def _more(page: Page, act: str) -> None:
    message = page.get_by_test_id("message").last
    await message.hover()
    await message.get_by_test_id("message-more").click()
    await page.locator(f'.menu [data-act="{act}"]').click()


async def test_the_switcher_opens_a_direct_message_by_keys_alone(look: Open) -> None:
    page = await look()
    await expect(page.get_by_test_id("composer")).to_be_focused()
    await page.keyboard.press("Control+k")
    await page.keyboard.type("hopper")
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("channel-name")).to_contain_text("grace")
    await page.keyboard.type("psst")
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("message").last).to_contain_text("psst")
    await page.keyboard.press("Alt+ArrowUp")
    await expect(page.get_by_test_id("channel-name")).not_to_contain_text("grace")


async def test_a_command_nobody_answers_says_so(look: Open) -> None:
    page = await look()
    await page.get_by_test_id("composer").fill("/incident list")
    await page.get_by_test_id("composer").press("Enter")
    await expect(page.get_by_test_id("notice")).to_contain_text("did not answer: no app is connected")


async def test_the_inspector_shows_finds_and_opens_what_went_between(look: Open, act: Act) -> None:
    page = await look()
    await page.keyboard.press("Control+.")
    inspector = page.get_by_test_id("inspector")
    rows = inspector.get_by_test_id("traffic-row")
    room = (await act("conversations.create", api=True, name="lab"))["channel"]["id"]
    await act("chat.postMessage", api=True, channel=room, text="<b>from the bot</b>")
    await expect(rows.first).to_contain_text("chat.postMessage")
    await inspector.get_by_test_id("traffic-filter").fill("from the bot")
    await expect(rows).to_have_count(1)
    await rows.first.click()
    await expect(inspector.locator(".json").first).to_contain_text('"text": "<b>from the bot</b>"')
    await inspector.get_by_test_id("traffic-filter").fill("")
    await inspector.get_by_test_id("traffic-pause").click()
    await act("users.list", api=True)
    await expect(page.get_by_test_id("traffic-count")).to_contain_text("paused")
    await inspector.get_by_test_id("traffic-pause").click()
    await expect(rows.first).to_contain_text("users.list")
    await page.reload()
    await expect(rows.first).to_contain_text("users.list")
