"""Two processes that only serve pages and work, beside one that hears Slack."""

import asyncio
from collections.abc import AsyncIterator

import httpx

from bot.preflight_here import connections, envelopes
from bot.sockets import SOCKETS
from incidents.person import Person as Known
from tests.conversations.conftest import Open
from tests.conversations.reading import words
from web.heard import Heard
from web.visitor import COOKIE, CSRF_HEADER, csrf_of


async def test_what_is_done_on_any_process_happens_once_and_shows_on_all(
    open_world: Open, postgres_url: str
) -> None:
    world = await open_world(postgres_url)
    world.pages = True
    await asyncio.gather(world.app(sockets=False), world.app(sockets=False))
    ada = world.person("ada")
    room = await ada.declares()
    await world.store.save_person(Known(id=ada.id, name="ada", updated_at=world.now()))
    secret = await world.store.open_session(ada.id)
    carries = {"cookies": {COOKIE: secret}, "headers": {CSRF_HEADER: csrf_of(secret)}}
    urls = [f"http://127.0.0.1:{app.web_port}" for app in world.apps[1:]]
    async with (
        httpx.AsyncClient(base_url=urls[0], **carries) as first,
        httpx.AsyncClient(base_url=urls[1], **carries) as second,
        second.stream("GET", "/stream?incidents=1.0") as told,
        asyncio.timeout(20),
    ):
        ready = await first.get("/readyz")
        assert (ready.status_code, ready.json()["sockets"]) == (200, None)
        assert len(world.running.world.sockets.connections) <= SOCKETS  # of the one that hears
        lines = told.aiter_lines()
        await ada.types(room["id"], "/incident severity sev1")
        assert await says(lines, "SEV1")
        done = await first.post("/incidents/1/update", data={"text": "The disk is full", "status": "identified"})
        assert done.status_code == 303
        assert await says(lines, "The disk is full")
    await world.settles()
    assert "identified" in words(await world.card(room["id"]))
    assert len([m for m in await world.posts(room["id"]) if "The disk is full" in m["text"]]) == 1


async def says(lines: AsyncIterator[str], text: str) -> bool:
    """Whether it comes, sooner or later."""
    async for line in lines:
        if text in line:
            return True
    return False


def test_it_is_not_at_fault_for_what_it_leaves_to_others() -> None:
    for look in (connections, envelopes):
        assert look(Heard(0, wanted=False)).fine
