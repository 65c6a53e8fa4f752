"""Acknowledging, services, users affected and the start of the impact, from the keyboard to the post-mortem."""

import re
from dataclasses import replace

from incidents.catalog import Catalog, Service
from tests.conversations.conftest import Open
from tests.conversations.driver import Person, World
from tests.conversations.reading import actions, words

SERVICES = tuple(Service(name=f"Service {n}") for n in range(120))


async def test_whoever_sees_it_first_acknowledges_and_the_button_goes(
    either: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    card = await either.card(room["id"])
    assert actions(card)["acknowledge"] == "Acknowledge"
    await grace.clicks(card, "acknowledge")
    await ada.clicks(card, "acknowledge")  # a moment later, on the same screen
    await either.settles()
    assert f"was acknowledged by <@{grace.id}> already" in await ada.told(room["id"])
    card = await either.card(room["id"])
    assert "acknowledge" not in actions(card)
    assert f"*Acknowledged*\nby <@{grace.id}>" in words(card)
    assert "You have acknowledged *INC-1* already" in words(await grace.types(room["id"], "/incident ack"))
    await ada.types("general", "/incident INC-1 resolve done")
    await either.settles()
    assert "**Time to acknowledge:** " in await either.document(room["id"])


async def test_services_users_and_impact_are_told_by_command_and_shown_everywhere(
    open_world: Open, sqlite_url: str
) -> None:
    world = await open_world(sqlite_url, replace(Catalog(), services=SERVICES))
    ada = world.person("ada")
    room = (await ada.declares())["id"]
    assert "Did you mean “Service 7”" in words(await ada.types(room, "/incident services Servic 7"))
    assert "is about Service 7, Service 119" in words(
        await ada.types(room, "/incident services service 7, service 119")
    )
    assert "300 &amp; more" in words(await ada.types(room, "/incident affected about 300 & more"))
    assert "at most 300 characters" in words(await ada.types(room, f"/incident affected {'x' * 301}"))
    await world.control("people", name="ada", tz="Asia/Kolkata")
    await world.settles()
    assert "still to come" in words(await ada.types(room, "/incident impact in 5 minutes"))
    assert "began <!date^" in words(await ada.types(room, "/incident impact 10 min ago"))
    began = (await world.incident()).hurts_since
    assert 599 <= (world.now() - began).total_seconds() < 700
    assert "Nobody has said" not in words(await ada.types(room, "/incident services"))
    await world.settles()
    card = words(await world.card(room))
    for shown in ("Service 7, Service 119", "about 300 &amp; more", "*Impact*\nsince <!date^"):
        assert shown in card
    await ada.types(room, "/incident resolve done")
    await ada.types(room, "/incident affected 412")
    await world.settles()
    document = await world.document(room)
    assert "**Users affected:** 412" in document
    assert re.search(r"\*\*Time to repair:\*\* 1[01] min", document)
