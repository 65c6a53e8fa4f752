"""The card or a bookmark deleted by hand: there is one again, and never two."""

import asyncio

import pytest

from tests.conversations.driver import Person, World
from tests.conversations.reading import words
from tests.conversations.test_doctor import BRIDGE, by_api, harm
from tests.conversations.test_failures import whole


async def test_a_deleted_card_is_one_card_again_however_many_changes_follow_at_once(
    either: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    await harm(either, "card", room)
    await either.fault("chat.postMessage", drop=True)
    await asyncio.gather(
        ada.types(room["id"], "/incident severity sev1"),
        grace.types(room["id"], "/incident status identified"),
        ada.types(room["id"], "/incident role commander"),
        grace.types(room["id"], "/incident title checkout is slow"),
    )
    await either.settles()
    card = words(await either.card(room["id"]))
    assert ("SEV1" in card, "identified" in card, "slow" in card) == (True, True, True)
    await whole(either)


async def test_a_card_deleted_before_it_is_pinned_is_posted_and_pinned_again(world: World, ada: Person) -> None:
    await world.settles()
    await world.fault("pins.add", latency_ms=150)
    await ada.types("general", "/incident declare checkout is down")
    room = (await world.eventually(world.rooms))[0]
    await world.eventually(lambda: world.named("card", room["id"]))
    await world.eventually(lambda: world.calls("pins.add"))
    await harm(world, "card", room)
    await world.settles()
    await whole(world)
    assert "⚠️" not in words(await world.card(room["id"]))


@pytest.mark.parametrize("what", ["bookmark of the card", "bookmark of the bridge"])
async def test_a_deleted_bookmark_comes_again_with_the_next_change_of_where_it_leads(
    world: World, ada: Person, what: str
) -> None:
    room = await ada.declares()
    await ada.types(room["id"], f"/incident bridge {BRIDGE}")
    await world.settles()
    await harm(world, what, room)
    await harm(world, "card", room)
    await ada.types(room["id"], f"/incident bridge {BRIDGE}/2")
    await world.settles()
    links = [each["link"] for each in (await world.channel(room["id"]))["bookmarks"]]
    stamp = (await world.card(room["id"]))["ts"].replace(".", "")
    assert sorted(link.rpartition("/")[2] for link in links) == sorted(["2", f"p{stamp}"])
    assert "⚠️" not in words(await world.card(room["id"]))


async def test_a_topic_or_a_pin_that_people_changed_is_theirs_until_somebody_asks(
    world: World, ada: Person
) -> None:
    room = await ada.declares()
    await harm(world, "topic", room)
    await harm(world, "pin", room)
    await ada.types(room["id"], "/incident role commander")
    await world.settles()
    now = await world.channel(room["id"])
    assert (now["topic"], now["pins"]) == ("lunch?", [])


async def test_a_deleted_digest_message_is_one_again_with_the_next_change(world: World, ada: Person) -> None:
    room = await ada.declares()
    [digest] = await world.named("digest", "incidents")
    await by_api(world, "chat.delete", channel=digest["channel"], ts=digest["ts"])
    await ada.types(room["id"], "/incident severity sev1")
    await world.settles()
    await whole(world)
