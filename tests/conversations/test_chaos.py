"""Trouble by dice on every call, answers lost after the effect among it: the room is whole and there once."""

import asyncio
from contextlib import suppress

import pytest

from blocks import ids
from incidents.catalog import Catalog
from sandbox.traffic.faults import KINDS
from sandbox.vendors.zoom_account import HOSTS
from tests.conversations.conftest import Open
from tests.conversations.driver import Person, World
from tests.conversations.reading import actions, words

RATE = 0.3
OF_CALLS = [kind for kind in KINDS if kind != "cut"]  # a lost socket fails what is typed, and people see it
SEEDS = range(4)
STORM = 1.5
"""Real seconds; the clock goes faster."""


@pytest.mark.parametrize("seed", SEEDS)
async def test_whatever_goes_wrong_on_the_way_the_room_is_whole_and_once(
    seed: int, open_world: Open, sqlite_url: str
) -> None:
    world = await open_world(sqlite_url, Catalog(zoom_hosts=HOSTS))
    ada, grace = world.person("ada"), world.person("grace")
    await grace.types("general", "/incident follow all")
    await world.settles()
    await world.control("chaos", seed=seed, rate=RATE, kinds=OF_CALLS)
    for words_typed in (
        "declare checkout is down", "INC-1 severity sev1", "INC-1 role commander", "INC-1 title payments are down",
        "INC-1 note the pool is used up",
    ):  # fmt: skip
        await ada.types("general", f"/incident {words_typed}")
    await _calm(world)
    await _nothing_is_hidden(world, ada)

    [room] = await world.rooms()
    assert room["name"] == "inc-1-payments-are-down"
    assert {ada.id, grace.id} <= set(room["members"])
    [meeting] = [m for m in (await world.look("vendors/zoom"))["meetings"] if not m["is_deleted"]]
    assert room["topic"] == f"🔴 SEV1 · investigating · payments are down · {meeting['join_url']}"
    card = await world.card(room["id"])
    assert [pin["ts"] for pin in room["pins"]] == [card["ts"]]
    assert sorted(b["title"] for b in room["bookmarks"]) == ["Bridge", "Incident card"]
    assert "payments are down" in words(card)
    assert len(await world.named("digest", "incidents")) == 1
    assert "payments are down" in room["canvas"]["markdown"]
    assert ids.TRY_AGAIN not in actions(card)


async def _calm(world: World) -> None:
    """It works in the storm as far as it gets, and then in peace."""
    with suppress(TimeoutError):  # not all of it was done meanwhile
        async with asyncio.timeout(STORM):
            await world.settles()
    async with world.session.delete(f"{world.running.url}_control/chaos") as response:
        assert response.status == 200
    await world.settles()


async def _nothing_is_hidden(world: World, ada: Person) -> None:
    """What Slack refused for good is told, and done by a click."""
    failed = await world.store.failed(1)
    if not failed:
        return
    [room] = await world.rooms()
    card = await world.card(room["id"])
    assert "Could not" in words(card)
    await ada.clicks(card, ids.TRY_AGAIN)
    await world.settles()
    assert not await world.store.failed(1)
