"""A death around what is done on a page: the browser hears nothing, sends the form again, and it is done once."""

import socket
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from incidents.person import Person
from storage.store import Store
from tests.crash.alone import named
from tests.crash.child import BEFORE, COMMITTED, Doom
from tests.crash.conftest import played
from tests.crash.story import Story
from web.visitor import COOKIE, CSRF_HEADER, csrf_of

pytestmark = pytest.mark.crash

TITLE, UPDATE = "Checkout is down", "The disk is full"


async def test_what_is_sent_again_after_a_death_is_done_once(tmp_path: Path, sqlite_url: str) -> None:
    async with played() as (workspace, player):
        story = Story(workspace, player, tmp_path, sqlite_url, web_port=_free_port())
        try:
            async with await _browser(story) as browser:
                await story.begin(
                    Doom("open_channel", COMMITTED), Doom("post_update", COMMITTED), Doom("post_update", BEFORE)
                )
                declared = {"title": TITLE, "severity": "sev2", "once": "a" * 32}
                assert await _sent(story, browser, "new", declared) == "/incidents/1?did=declare"
                await story.until(lambda: story.channel(story.room), "a room")
                assert "1" in await _sent(story, browser, "1/update", {"text": UPDATE, "once": "b" * 32})
                await story.end()
        finally:
            await story.close()
        rooms = [c["name"] for c in (await player.state())["channels"] if c["name"].startswith("inc-")]
        assert rooms == [story.room]
        assert [await named(story, name, story.room) for name in ("card", "update:1", "update:2")] == [1, 1, 0]


async def _browser(story: Story) -> httpx.AsyncClient:
    """Ada's, who has signed in before."""
    store = Store(story.database_url, clock=lambda: datetime.now(UTC))
    ada = story.workspace.workspace.find_user("ada")
    assert ada
    try:
        await store.start()
        await store.save_person(Person(id=ada.id, name="ada", updated_at=datetime.now(UTC)))
        secret = await store.open_session(ada.id)
    finally:
        await store.close()
    carries = {"cookies": {COOKIE: secret}, "headers": {CSRF_HEADER: csrf_of(secret)}}
    return httpx.AsyncClient(base_url=f"http://127.0.0.1:{story.web_port}/incidents/", **carries)


async def _sent(story: Story, browser: httpx.AsyncClient, where: str, form: dict[str, str]) -> str:
    """The same form until there is an answer; where that leads."""
    led: list[str] = []

    async def answered() -> bool:
        try:
            answer = await browser.post(where, data=form)
        except httpx.TransportError:
            return False
        assert answer.status_code == 303, answer.text
        led.append(answer.headers["location"])
        return True

    await story.until(answered, f"an answer to {where}")
    return led[-1]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
