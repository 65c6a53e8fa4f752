"""Who joins in minute 40 reads from the screen who leads, what is known, who does what, and when there is more."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, expect

from incidents.catalog import Catalog, Service
from tests.conversations.driver import Person, World, opened

pytestmark = pytest.mark.browser

ROOM = "inc-1-checkout-is-down"
SCREENS = {"desktop": (1280, 860), "phone": (390, 844)}
ANSWERS = {
    "who leads": ("Commander: @ada", "Scribe: @linus"),
    "what is known": ("The pool of connections is used up since the 14:02 release",),
    "who does what": ("Roll the release back", "@grace", "Ask the bank", "@linus"),
    "when there is more": ("Next update",),
}


async def test_whoever_joins_in_minute_40_sees_the_answers_to_all_four_questions(
    browser: Browser, sqlite_url: str, pictures: Path
) -> None:
    async with opened(sqlite_url, Catalog(services=(Service(name="Checkout"),))) as world:
        await _forty_minutes(world)
        for newcomer, (name, (width, height)) in zip(("margaret", "katherine"), SCREENS.items(), strict=True):
            await world.person(newcomer)._do("join", channel=ROOM)
            await world.settles()
            page = await _looks(browser, world, newcomer, width, height)
            told = page.locator('[data-ephemeral="true"]').last
            await expect(told).to_contain_text("shows everything")
            await page.screenshot(path=pictures / f"minute-40-{name}.png", animations="disabled")
            for question, answers in ANSWERS.items():
                for answer in answers:
                    await expect(told).to_contain_text(answer)
                    assert await _on_screen(told.get_by_text(answer).first), f"{question}: {answer} ({name})"


async def _forty_minutes(world: World) -> None:
    """A middling incident: roles, tasks, three updates, pins, and much talk."""
    ada, grace, linus = (world.person(name) for name in ("ada", "grace", "linus"))
    await ada.declares()
    await ada.types(ROOM, "/incident role commander")
    await linus.types(ROOM, "/incident role scribe")
    await ada.types(ROOM, "/incident summary Payments time out for everybody in Europe")
    await ada.types(ROOM, "/incident services Checkout")
    await _talks(world, (grace, linus), 6)
    await world.passes(seconds=600)
    await ada.types(ROOM, "/incident update We see time-outs in all of Europe and look for the cause next 15m")
    await ada.types(ROOM, "/incident task add Roll the release back @grace due 30m")
    await ada.types(ROOM, "/incident task add Ask the bank whether they see it @linus")
    await _talks(world, (grace, linus), 6)
    await world.passes(seconds=900)
    found = await grace.says(ROOM, "Connections to the database climb with every request and never fall")
    await linus.reacts({"channel": ROOM, **found})
    await ada.types(ROOM, "/incident status identified")
    await ada.types(ROOM, "/incident update The pool of connections is used up since the 14:02 release next 30m")
    await _talks(world, (grace, linus), 6)
    await world.passes(seconds=900)
    await world.settles()


async def _talks(world: World, people: tuple[Person, ...], times: int) -> None:
    for turn in range(times):
        await people[turn % len(people)].says(ROOM, f"Looking at dashboard {turn}, nothing new there")


async def _looks(browser: Browser, world: World, person: str, width: int, height: int) -> Page:
    context = await browser.new_context(viewport={"width": width, "height": height}, locale="en-GB")
    page = await context.new_page()
    await page.goto(f"{world.running.url}?user={person}&channel={ROOM}")
    return page


async def _on_screen(words: Locator) -> bool:
    box: Any = await words.bounding_box()
    page = words.page.viewport_size
    composer: Any = await words.page.get_by_test_id("composer").bounding_box()
    assert page
    return bool(box and box["y"] >= 0 and box["y"] + box["height"] <= composer["y"])
