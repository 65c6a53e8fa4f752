"""Forms of an app: mistakes stand at their field, what was typed stays, one form lies on another."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from sandbox.server import Running
from tests.browser.conftest import Open

pytestmark = pytest.mark.browser

Json = dict[str, Any]


def plain(words: str) -> Json:
    return {"type": "plain_text", "text": words}


def text_input(block_id: str, label: str, **more: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": "typed"} | more
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(label),
        "hint": plain("A hint"),
        "element": element,
    }


def form(title: str, *blocks: Json) -> Json:
    return {
        "type": "modal",
        "callback_id": title,
        "title": plain(title),
        "submit": plain("Send"),
        "blocks": blocks,
    }


MAIL = {"type": "input", "block_id": "mail", "label": plain("Mail"), "optional": True,
        "element": {"type": "email_text_input", "action_id": "typed"}}  # fmt: skip
WHERE = {"type": "input", "block_id": "where", "label": plain("Where"), "element": {
    "type": "conversations_select", "action_id": "chosen", "default_to_current_conversation": True}}  # fmt: skip
LIVE = text_input("live", "Live", dispatch_action_config={"trigger_actions_on": ["on_character_entered"]})
FIRST = form(
    "First",
    text_input("name", "Name", max_length=20),
    MAIL,
    WHERE,
    LIVE | {"dispatch_action": True, "optional": True},
)
SECOND = form("Second", text_input("more", "More"))


def answer(values: Json) -> Json | None:
    """What the app says to the first form: by what was typed as the name."""
    name = values["name"]["typed"]["value"]
    if name == "taken":
        return {"response_action": "errors", "errors": {"name": "That name is taken."}}
    if name == "nonsense":
        return {"response_action": "errors", "errors": {"nowhere": "No such field."}}
    if name == "more":
        return {"response_action": "push", "view": SECOND}
    return None


@pytest_asyncio.fixture(loop_scope="session")
async def app(workspace: Running) -> AsyncIterator[AsyncSocketModeHandler]:
    client = AsyncWebClient(token="xoxb-local", base_url=workspace.api_url)
    bolt = AsyncApp(client=client, process_before_response=True)

    @bolt.command("/incident")
    async def opened(ack: Any, body: Json) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=FIRST)

    @bolt.action("typed")
    async def typed(ack: Any, action: Json, body: Json) -> None:
        await ack()
        view = form(
            "First", text_input("name", "Name"), {"type": "header", "text": plain(f"So: {action['value']}")}
        )
        await client.views_update(view_id=body["view"]["id"], view=view)

    @bolt.view("First")
    async def first(ack: Any, view: Json) -> None:
        said = answer(view["state"]["values"])
        await (ack(**said) if said else ack())

    @bolt.view("Second")
    async def second(ack: Any) -> None:
        await ack(response_action="clear")

    handler = AsyncSocketModeHandler(bolt, "xapp-local")
    await handler.connect_async()
    yield handler
    await handler.close_async()


async def _open(page: Page) -> None:
    await page.get_by_test_id("composer").fill("/incident form")
    await page.get_by_test_id("composer").press("Enter")
    await expect(page.get_by_test_id("modal")).to_be_visible()


async def test_mistakes_stand_at_their_field_and_the_form_goes_on_when_they_are_mended(
    app: AsyncSocketModeHandler, look: Open
) -> None:
    page = await look()
    await _open(page)
    modal, name = page.get_by_test_id("modal"), page.get_by_label("Name", exact=True)
    await expect(name).to_be_focused()
    await expect(modal.locator(".counter")).to_have_text("0 / 20")
    await page.get_by_test_id("modal-submit").click()
    await expect(modal.locator('[data-block-id="name"] .input-error')).to_be_visible()
    await expect(name).to_be_focused()
    await name.fill("taken")
    await name.press("Enter")
    await expect(modal.locator('[data-block-id="name"] .input-error')).to_have_text("That name is taken.")
    await expect(name).to_have_attribute("aria-invalid", "true")
    await expect(name).to_have_value("taken")
    await name.fill("free")
    await page.get_by_label("Mail", exact=True).fill("no address")
    await page.get_by_test_id("modal-submit").click()
    await expect(modal.locator('[data-block-id="mail"] .input-error')).to_be_visible()
    await page.get_by_label("Mail", exact=True).fill("ada@example.com")
    await page.get_by_test_id("modal-submit").click()
    await expect(modal).to_have_count(0)
    await expect(page.get_by_test_id("composer")).to_be_focused()


async def test_a_reload_keeps_what_is_typed_and_where_the_form_was_opened(
    app: AsyncSocketModeHandler, look: Open
) -> None:
    page = await look(channel="random")
    await _open(page)
    await page.get_by_label("Name", exact=True).fill("precious words")
    await page.reload()
    await expect(page.get_by_label("Name", exact=True)).to_have_value("precious words")
    await page.evaluate("() => { location.href = `?user=ada&channel=general` }")
    await expect(page.get_by_test_id("modal")).to_contain_text("#random")


async def test_all_mistakes_are_told_at_once_in_slacks_words(app: AsyncSocketModeHandler, look: Open) -> None:
    page = await look()
    await _open(page)
    await page.get_by_label("Name", exact=True).fill("   ")
    await page.get_by_label("Mail", exact=True).fill("nowhere")
    await page.get_by_test_id("modal-submit").click()
    await expect(page.locator(".input-error")).to_have_text(
        ["Please complete this required field.", "Please enter a valid email address."]
    )
    name = page.get_by_label("Name", exact=True)
    await expect(name).to_be_focused()
    await expect(name).to_have_css("border-color", "rgb(180, 35, 24)")


async def test_one_form_lies_on_another_and_cancel_goes_back(app: AsyncSocketModeHandler, look: Open) -> None:
    page = await look()
    await _open(page)
    await page.get_by_label("Name", exact=True).fill("more")
    await page.get_by_test_id("modal-submit").click()
    await expect(page.get_by_label("More", exact=True)).to_be_focused()
    await page.get_by_test_id("modal-cancel").click()
    await expect(page.get_by_label("Name", exact=True)).to_have_value("more")
    await page.get_by_test_id("modal-submit").click()
    await page.get_by_label("More", exact=True).fill("done")
    await page.get_by_test_id("modal-submit").click()
    await expect(page.get_by_test_id("modal")).to_have_count(0)


async def test_a_form_nobody_takes_says_so_and_keeps_what_was_typed(
    app: AsyncSocketModeHandler, look: Open
) -> None:
    page = await look()
    await _open(page)
    name = page.get_by_label("Name", exact=True)
    await name.fill("precious words")
    await app.close_async()
    await page.get_by_test_id("modal-submit").click()
    await expect(page.get_by_test_id("modal").locator(".banner")).to_contain_text("What you typed is still here")
    await expect(name).to_have_value("precious words")


async def test_a_text_that_dispatches_tells_the_app_while_it_is_typed(
    app: AsyncSocketModeHandler, look: Open
) -> None:
    page = await look()
    await _open(page)
    await page.get_by_label("Live", exact=True).press_sequentially("x")
    await expect(page.get_by_role("heading", name="So: x")).to_be_visible()


async def test_an_answer_that_is_no_answer_to_a_form_is_told_in_slacks_words(
    app: AsyncSocketModeHandler, look: Open
) -> None:
    page = await look()
    await _open(page)
    await page.get_by_label("Name", exact=True).fill("nonsense")
    await page.get_by_test_id("modal-submit").click()
    banner = page.get_by_test_id("modal").locator(".banner")
    await expect(banner).to_contain_text("We had some trouble connecting. Try again?")
