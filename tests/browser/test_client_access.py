"""For everybody: names, contrast, small screens and keys; and nothing runs that strangers wrote."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession
from playwright.async_api import Page, expect

from sandbox.client.pages import PAGE
from sandbox.server import Running
from tests.browser.conftest import Act, Open

pytestmark = pytest.mark.browser

WALKS = (Path(__file__).parent / "walks.js").read_text(encoding="utf-8")
NAMES, CONTRAST = "nameless", "pale"


async def objections(page: Page, walk: str) -> list[str]:
    """What a walk over the visible page objects to, once it is drawn: colours come with styles, a moment later."""
    for _ in range(20):
        found: list[str] = await page.evaluate(f"() => {{ {WALKS}; return {walk}(); }}")
        if not found:
            break
        await page.wait_for_timeout(100)
    return found


def _text(kind: str, words: str) -> dict[str, str]:
    return {"type": kind, "text": words}


OPTIONS = [{"text": _text("plain_text", word), "value": word} for word in ("One", "Two")]
BLOCKS: list[dict[str, Any]] = [
    {"type": "header", "text": _text("plain_text", "All kinds")},
    {
        "type": "section", "text": _text("mrkdwn", "*bold* `code` <https://example.com|a link>\n> quoted"),
        "accessory": {"type": "overflow", "action_id": "more", "options": OPTIONS},
    },
    {"type": "context", "elements": [_text("mrkdwn", "in small")]},
    {
        "type": "actions",
        "elements": [
            {"type": "button", "text": _text("plain_text", "Go"), "action_id": "go", "style": "primary"},
            {"type": "button", "text": _text("plain_text", "Stop"), "action_id": "stop", "style": "danger"},
            {"type": "static_select", "options": OPTIONS, "action_id": "pick"},
            {"type": "users_select", "placeholder": _text("plain_text", "Who"), "action_id": "who"},
            {"type": "datepicker", "action_id": "day"},
            {"type": "timepicker", "action_id": "time"},
            {"type": "checkboxes", "action_id": "ticks", "options": OPTIONS},
            {"type": "radio_buttons", "action_id": "dots", "options": OPTIONS},
        ],
    },
    {"type": "table", "rows": [[{"type": "raw_text", "text": "head"}], [{"type": "raw_text", "text": "cell"}]]},
    {"type": "markdown", "text": "# Title\n\n* point\n\n```\ncode\n```"},
    {
        "type": "context_actions",
        "elements": [
            {"type": "icon_button", "icon": "trash", "text": _text("plain_text", "Off"), "action_id": "off"},
        ],
    },
]  # fmt: skip


async def _say_all(act: Act) -> None:
    room = (await act("conversations.create", api=True, name="lab"))["channel"]["id"]
    await act("join", user="ada", channel=room)
    await act("conversations.setTopic", api=True, channel=room, topic="A topic")
    said = await act("chat.postMessage", api=True, channel=room, text="all kinds", blocks=BLOCKS)
    edge = [{"color": "danger", "title": "Old", "text": "words", "fallback": "f", "footer": "foot"}]
    await act("chat.postMessage", api=True, channel=room, text="old", attachments=edge)
    await act("message", user="ada", channel=room, text="a reply to @ada", thread_ts=said["ts"])
    await act("react", user="ada", channel=room, ts=said["ts"], name="eyes")
    await act("pin", user="ada", channel=room, ts=said["ts"])
    await act("upload", user="ada", channel=room, files=[{"name": "a.md", "content": "# A"}])
    await act("message", user="grace", channel="random", text="@ada look")


async def _shown(page: Page) -> AsyncIterator[str]:
    """Brings the page into one state after another."""
    await expect(page.get_by_test_id("message").first).to_be_visible()
    yield "a channel"
    steps: list[tuple[str, Callable[[], Awaitable[None]]]] = [
        ("a thread", page.get_by_test_id("open-thread").click),
        ("the inspector", page.get_by_test_id("inspector-open").click),
        ("traffic opened", page.get_by_test_id("traffic-row").first.click),
    ]
    for name, step in steps:
        await step()
        yield name
    await page.get_by_test_id("thread-close").click()
    for testid in ("members", "pins", "channel-menu", "add-channel", "person-switcher"):
        await page.get_by_test_id(testid).click()
        yield testid
        await page.keyboard.press("Escape")
    for keys, testid in (("Control+k", "switcher"), ("Control+/", "help")):
        await page.keyboard.press(keys)
        await expect(page.get_by_test_id(testid)).to_be_visible()
        yield testid
        await page.keyboard.press("Escape")
    await page.get_by_test_id("message").last.hover()
    await page.get_by_test_id("message-more").first.click()
    yield "a message's menu"
    await page.keyboard.press("Escape")


@pytest.mark.parametrize("theme", ["light", "dark"])
async def test_all_controls_have_names_and_all_words_enough_contrast(look: Open, act: Act, theme: str) -> None:
    await _say_all(act)
    page = await look(channel="lab", color_scheme=theme, reduced_motion="reduce")
    async for state in _shown(page):
        assert await objections(page, NAMES) == [], state
        assert await objections(page, CONTRAST) == [], state


async def test_nothing_scrolls_sideways_on_the_smallest_phone(look: Open, act: Act) -> None:
    await _say_all(act)
    page = await look(channel="lab", viewport={"width": 320, "height": 640}, has_touch=True)
    await expect(page.get_by_test_id("message").first).to_be_visible()
    wide = "document.documentElement.scrollWidth"
    assert await page.evaluate(wide) <= 320
    await page.get_by_test_id("inspector-open").tap()
    await expect(page.get_by_test_id("traffic-row").first).to_be_visible()
    assert await page.evaluate(wide) <= 320
    await page.keyboard.press("Escape")
    await expect(page.get_by_test_id("inspector")).to_be_hidden()


async def test_esc_and_the_focus_go_back_where_one_came_from(look: Open) -> None:
    page = await look()
    await expect(page.get_by_test_id("composer")).to_be_focused()
    await page.get_by_test_id("channel-menu").focus()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Enter")
    await expect(page.get_by_test_id("topic-input")).to_be_focused()
    for _ in range(6):
        await page.keyboard.press("Tab")
    assert await page.evaluate("Boolean(document.activeElement.closest('[role=dialog]'))")
    await page.keyboard.press("Escape")
    await expect(page.get_by_test_id("channel-menu")).to_be_focused()


async def test_the_page_runs_only_its_own_scripts(workspace: Running, look: Open, act: Act) -> None:
    page = await look()
    html = {"name": "evil.html", "content": "<script>document.title = 'owned'</script>"}
    sent = await act("upload", user="grace", channel="general", files=[html])
    async with ClientSession() as session:
        async with session.get(workspace.url) as response:
            policy = response.headers["Content-Security-Policy"]
        async with session.get(f"{workspace.url}_client/file/{sent['files'][0]}") as response:
            assert response.headers["Content-Disposition"].startswith("attachment")
            assert response.headers["X-Content-Type-Options"] == "nosniff"
            assert response.content_type == "application/octet-stream"
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy
    await page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {text: 'window.x = 1'}))"
    )
    assert await page.evaluate("window.x") is None


def test_no_script_turns_words_into_markup() -> None:
    markup = re.compile(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|DOMParser|srcdoc"
    )
    guilty = [path.name for path in PAGE.rglob("*.js") if markup.search(path.read_text(encoding="utf-8"))]
    assert guilty == []
