"""The bridge by command and from the config: topic, card and bookmark carry it."""

from typing import Any

from incidents.catalog import Catalog
from tests.conversations.conftest import Open
from tests.conversations.driver import Person, World
from tests.conversations.reading import words

URL = "https://meet.example.com/checkout?pwd=a&b=<c"
SOUND = "https://meet.example.com/checkout?pwd=a&b=c"


async def bookmarks(world: World, room: dict[str, Any]) -> dict[str, str]:
    return {b["title"]: b["link"] for b in (await world.channel(room["id"]))["bookmarks"]}


async def test_a_bridge_is_set_moved_and_taken_away(either: World, ada: Person) -> None:
    room = await ada.declares()
    assert "has no bridge" in words(await ada.types(room["id"], "/incident bridge"))
    assert "The bridge of *INC-1* is https://meet" in words(
        await ada.types(room["id"], f"/incident bridge {SOUND}")
    )
    await either.settles()
    shown = await either.channel(room["id"])
    assert shown["topic"].endswith(f" · {SOUND}")
    assert (await bookmarks(either, room))["Bridge"] == SOUND
    card = await either.card(room["id"])
    assert "meet.example.com" in words(card)
    join = next(e for b in card["blocks"] for e in b.get("elements", []) if e.get("url"))
    assert join["url"] == SOUND

    await ada.types(room["id"], "/incident bridge https://other.example/1")
    await either.settles()
    assert (await bookmarks(either, room))["Bridge"] == "https://other.example/1"
    await ada.types(room["id"], "/incident bridge end")
    await either.settles()
    assert "Bridge" not in await bookmarks(either, room)
    assert "https://" not in (await either.channel(room["id"]))["topic"]
    assert [e.text for e in await either.timeline()][1:] == [
        f"started the bridge {SOUND}", "moved the bridge to https://other.example/1", "ended the bridge",
    ]  # fmt: skip


async def test_the_standing_bridge_of_the_config_is_there_when_people_come(
    open_world: Open, sqlite_url: str
) -> None:
    world = await open_world(sqlite_url, Catalog(bridge=SOUND))
    room = await world.person("ada").declares()
    await world.settles()
    assert (await world.channel(room["id"]))["topic"].endswith(SOUND)
    assert (await bookmarks(world, room))["Bridge"] == SOUND


async def test_a_bookmark_taken_away_by_hand_comes_back_and_is_never_double(world: World, ada: Person) -> None:
    room = await ada.declares()
    await world.fault("bookmarks.add", drop=True)
    await ada.types(room["id"], f"/incident bridge {SOUND}")
    await world.settles()
    assert len((await world.channel(room["id"]))["bookmarks"]) == 2
    bridge = next(b for b in (await world.channel(room["id"]))["bookmarks"] if b["title"] == "Bridge")
    await world.control("unbookmark", user="ada", channel=room["id"], bookmark_id=bridge["id"])
    await ada.types(room["id"], "/incident bridge https://other.example/1")
    await world.settles()
    assert (await bookmarks(world, room))["Bridge"] == "https://other.example/1"


async def test_what_is_no_address_is_told(world: World, ada: Person) -> None:
    room = await ada.declares()
    assert "A bridge is a web address" in words(await ada.types(room["id"], "/incident bridge teams"))
    assert "A bridge is a web address" in words(await ada.types(room["id"], f"/incident bridge {URL}"))
