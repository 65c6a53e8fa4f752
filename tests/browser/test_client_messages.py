"""Long channels, what arrives while one looks, and what is unread."""

import re

import pytest
from playwright.async_api import Page, Route, expect

from cli.player import eventually
from sandbox.server import Running
from sandbox.workspace.nouns import Message
from tests.browser.conftest import Act, Open

pytestmark = pytest.mark.browser

MANY = 10_000
FEW_HUNDRED = 750
HIGHEST = "[...document.querySelectorAll('.message .mrkdwn')].map(n => +/\\d+/.exec(n.textContent)[0])"


def fill(workspace: Running, count: int = MANY) -> list[str]:
    """Puts messages into #general as if they had been said over the last weeks."""
    space = workspace.workspace
    general = space.named("general")
    assert general
    people = [each for each in space.users.values() if not each.is_bot]
    begin = space.clock.now() - count * 60
    for number in range(count):
        ts = f"{begin + number * 60:.6f}"
        text = f"message {number}" + " and more words" * (number % 9)
        general.messages[ts] = Message(ts, general.id, people[number // 4 % len(people)].id, text)
    return list(general.messages)


async def nodes(page: Page) -> int:
    return int(await page.evaluate("document.querySelectorAll('*').length"))


async def until(page: Page, holds: str) -> None:
    """The page's policy forbids Playwright's own waiting, which evaluates text inside of it."""

    async def asked() -> bool:
        return bool(await page.evaluate(holds))

    await eventually(holds, asked)


async def test_ten_thousand_messages_are_a_few_hundred_nodes_wherever_one_scrolls(
    workspace: Running, look: Open
) -> None:
    fill(workspace)
    page = await look()
    await expect(page.get_by_text(f"message {MANY - 1}", exact=False).last).to_be_visible()
    assert await nodes(page) < FEW_HUNDRED
    for _ in range(12):
        before = await page.evaluate(f"Math.min(...{HIGHEST})")
        # As a person does: one goes on scrolling until something older is there.
        scroll = "document.querySelector('.message-list').scrollTop = 0"
        await until(page, f"({scroll}, Math.min(...{HIGHEST}) < {before})")
        assert await nodes(page) < FEW_HUNDRED
    assert await page.evaluate(f"Math.max(...{HIGHEST})") < MANY - 100
    await page.get_by_test_id("jump").click()
    await expect(page.get_by_text(f"message {MANY - 1}", exact=False).last).to_be_visible()
    assert await nodes(page) < FEW_HUNDRED


async def test_a_permalink_leads_to_a_message_far_back_and_on_from_there(workspace: Running, look: Open) -> None:
    stamps = fill(workspace)
    general = workspace.workspace.named("general")
    assert general
    page = await look()
    await page.goto(f"{workspace.url}archives/{general.id}/p{stamps[5000].replace('.', '')}")
    await expect(page.locator(".flash")).to_contain_text("message 5000")
    await expect(page.get_by_test_id("jump")).to_be_visible()
    await page.evaluate("document.querySelector('.message-list').scrollTop = 1e6")
    await until(page, f"Math.max(...{HIGHEST}) > 5030")
    assert await nodes(page) < FEW_HUNDRED


async def test_what_one_reads_stays_in_place_while_others_write(workspace: Running, look: Open, act: Act) -> None:
    fill(workspace, 300)
    page = await look()
    await expect(page.get_by_text("message 299", exact=False).last).to_be_visible()
    await page.evaluate("document.querySelector('.message-list').scrollTop = 0")
    await until(page, f"Math.min(...{HIGHEST}) < 260")
    await expect(page.get_by_test_id("jump")).to_be_visible()
    row = page.locator("[data-ts]").nth(20)
    ts, where = await row.get_attribute("data-ts"), await row.bounding_box()
    await act("message", user="grace", channel="general", text="news")
    await expect(page.get_by_test_id("jump")).to_contain_text("1 new")
    assert await page.locator(f'[data-ts="{ts}"]').bounding_box() == where
    await page.get_by_test_id("jump").click()
    await expect(page.get_by_text("news", exact=True)).to_be_visible()


async def test_changes_of_all_kinds_arrive_one_by_one(workspace: Running, look: Open, act: Act) -> None:
    page = await look()
    first = await act("message", user="grace", channel="general", text="helo")
    row = page.locator(f'[data-ts="{first["ts"]}"]')
    await expect(row).to_contain_text("helo")
    await act("edit", user="grace", channel="general", ts=first["ts"], text="hello")
    await expect(row).to_contain_text("hello")
    await act("react", user="linus", channel="general", ts=first["ts"], name="eyes")
    await expect(row.locator('[data-reaction="eyes"]')).to_contain_text("1")
    await act("message", user="linus", channel="general", text="a reply", thread_ts=first["ts"])
    await expect(row.get_by_test_id("open-thread")).to_contain_text("1 reply")
    await act("pin", user="grace", channel="general", ts=first["ts"])
    await expect(row).to_contain_text("Pinned")
    await act("delete", user="grace", channel="general", ts=first["ts"])
    await expect(row).to_contain_text("This message was deleted.")
    await expect(row).not_to_contain_text("hello")
    last = await act("message", user="grace", channel="general", text="a slip")
    await expect(page.get_by_text("a slip")).to_be_visible()
    await act("delete", user="grace", channel="general", ts=last["ts"])
    await expect(page.get_by_text("a slip")).to_have_count(0)


async def test_unread_is_bold_with_a_number_only_for_what_is_meant_for_me(look: Open, act: Act) -> None:
    await act("message", user="grace", channel="random", text="long ago")
    page = await look()
    random = page.get_by_test_id("channel-random")
    await expect(random).to_be_visible()
    await act("message", user="grace", channel="random", text="lunch?")
    await expect(random).to_have_class(re.compile("unread"))
    await expect(random.locator(".badge")).to_have_count(0)
    await act("message", user="grace", channel="random", text="@ada lunch?")
    await expect(random.locator(".badge")).to_have_text("1")
    await expect(page).to_have_title(re.compile(r"^\(1\) "))
    await page.reload()
    await expect(random.locator(".badge")).to_have_text("1")
    await random.click()
    await expect(random.locator(".badge")).to_have_count(0)
    await expect(page.locator(".day.new")).to_be_visible()


async def test_a_click_counts_even_if_something_comes_while_the_button_is_down(look: Open, act: Act) -> None:
    """Right behind a reload nearly every click meets a list that is about to be drawn anew."""
    page = await look()
    random = page.get_by_test_id("channel-random")
    await random.hover()
    await page.mouse.down()
    async with page.expect_response("**/_client/unread"):
        await act("message", user="grace", channel="random", text="@ada lunch?")
    await page.evaluate("new Promise((done) => setTimeout(done, 100))")  # longer than the list waits for more
    await page.mouse.up()
    await expect(random).to_have_attribute("aria-current", "page")
    await expect(random.locator(".badge")).to_have_count(0)


async def test_many_unread_messages_are_read_from_where_one_stopped(look: Open, act: Act) -> None:
    page = await look()
    await expect(page.get_by_test_id("channel-random")).to_be_visible()
    for number in range(60):
        await act("message", user="grace", channel="random", text=f"message {number}")
    await expect(page.get_by_test_id("channel-random")).to_have_attribute("aria-label", "random, 60 unread")
    await page.get_by_test_id("channel-random").click()
    await expect(page.get_by_test_id("jump-unread")).to_contain_text("60 new since")
    await page.get_by_test_id("jump-unread").click()
    await expect(page.locator(".flash")).to_contain_text("message 0")
    await expect(page.get_by_test_id("jump-unread")).to_be_hidden()
    await page.get_by_test_id("jump").click()
    await expect(page.get_by_text("message 59", exact=True)).to_be_visible()
    await expect(page.get_by_test_id("jump")).to_be_hidden()


async def test_ten_tabs_share_one_stream_and_all_hear(workspace: Running, look: Open, act: Act) -> None:
    first = await look()
    tabs = [first]
    for person in ["ada", "grace", "linus"] * 3:
        tab = await first.context.new_page()
        await tab.goto(f"{workspace.url}?user={person}&channel=general")
        tabs.append(tab)
    for tab in tabs:
        await expect(tab.get_by_test_id("channel-general")).to_be_visible()
    await act("message", user="alan", channel="general", text="to all of you")
    for tab in tabs:
        await expect(tab.get_by_text("to all of you")).to_be_visible()
    assert len(workspace.streams.listeners) == 1


async def test_a_message_that_comes_while_its_channel_is_still_loading_is_shown(look: Open, act: Act) -> None:
    page = await look()

    async def slow(route: Route) -> None:
        answer = await route.fetch()  # as it was before the message
        async with page.expect_request("**/_client/unread"):
            await act("message", user="grace", channel="random", text="said meanwhile")
        await route.fulfill(response=answer)

    await expect(page.get_by_test_id("composer")).to_be_focused()
    await page.route("**/_client/messages*", slow)
    await page.get_by_test_id("channel-random").click()
    await expect(page.get_by_test_id("message").last).to_contain_text("said meanwhile")
