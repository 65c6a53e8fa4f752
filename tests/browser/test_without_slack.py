"""Slack is off before the bot starts and before the browser opens; on again, all that was done is there, once."""

import asyncio
import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from incidents.person import Person as Known
from tests.conversations.driver import World, opened
from tests.conversations.reading import words
from tests.forks import signalcraft

pytestmark = pytest.mark.browser


async def test_an_incident_is_run_while_slack_is_off_and_stands_there_when_it_is_on(
    browser: Browser, sqlite_url: str
) -> None:
    async with opened(sqlite_url) as world:
        await _off(world)
        page = await _signs_in(browser, world)
        await _commands(page)
        await expect(page.locator("#part-head")).to_contain_text("resolved")
        assert await world.rooms() == []
        await world.mended()
        await world.eventually(world.rooms)
        await world.settles()
        await _stands_there_once(world)


async def _off(world: World) -> None:
    """The bot has run before; Slack goes, and then the bot is started anew."""
    for name in ("ada", "grace"):
        person = world.person(name)
        await world.store.save_person(Known(id=person.id, name=name, updated_at=world.now()))
    await world.settles()
    await world.apps.pop().stop()
    await world.fault("*", times=10_000, refuse=True)
    world.pages = True
    await world.app()


async def _signs_in(browser: Browser, world: World) -> Page:
    environ = {"DATABASE_URL": world.url, "WEB_PORT": str(world.apps[0].web_port)}
    code, printed = await asyncio.to_thread(signalcraft, "login", "ada", folder=Path("/"), environ=environ)
    assert code == 0, printed
    page = await (await browser.new_context(locale="en-GB")).new_page()
    await page.goto(printed.split()[0])
    await page.get_by_role("button", name="Sign in here").click()
    await expect(page.get_by_text("All calm")).to_be_visible()
    return page


async def _commands(page: Page) -> None:
    """From declare to resolve."""
    await page.goto(f"{page.url.rstrip('/')}/incidents/new")
    await page.locator("[name=title]").fill("Checkout is down")
    await page.get_by_role("button", name="Declare").click()
    await expect(page).to_have_url(re.compile("/incidents/1"))
    await page.locator("#part-roles").get_by_role("button", name="Take Commander").click()
    await expect(page.locator("#part-roles")).to_contain_text("ada")
    await _does(page, "role", role="scribe", person="grace")
    await expect(page.locator("#part-roles")).to_contain_text("grace")
    await _does(page, "update", text="The disk is full")
    await expect(page.locator("#part-updates")).to_contain_text("The disk is full")
    await _does(page, "status", status="monitoring")
    await expect(page.locator("#part-head")).to_contain_text("monitoring")
    await _does(page, "resolve", resolution="More disk")


async def _does(page: Page, act: str, **fields: str) -> None:
    form = page.locator(f"#form-{act}")
    if not await form.is_visible():
        await page.locator("details.acts-group", has=form).locator("summary").click()
    for name, value in fields.items():
        field = form.locator(f"[name={name}]")
        if await field.evaluate("field => field.matches('select')"):
            await field.select_option(value)
        else:
            await field.fill(value)
    await form.get_by_role("button").click()


async def _stands_there_once(world: World) -> None:
    ada, grace = world.person("ada").id, world.person("grace").id
    [room] = await world.rooms()
    assert room["name"] == "inc-1-checkout-is-down"
    assert len(room["pins"]) == 1
    assert {ada, grace} <= {*room["members"]}
    card = words(await world.card(room["id"]))
    for part in (f"<@{ada}>", f"<@{grace}>", "resolved", "The disk is full"):
        assert part in card
    [digest] = await world.named("digest", "incidents")
    assert "resolved" in words(digest)
    named = [
        post["metadata"]["event_payload"]["message"]
        for post in await world.posts(room["id"])
        if "metadata" in post
    ]
    assert named == ["card", "update:1", "postmortem"]
    assert len(await world.named("update:1", "incidents")) == 1
