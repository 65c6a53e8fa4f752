"""Reopening: the same incident goes on, in its room or, where that was archived, in a new one."""

from blocks import ids
from tests.conversations.driver import Json, Person, World
from tests.conversations.reading import actions, words


async def test_an_incident_that_broke_again_goes_on_in_its_room(either: World, ada: Person) -> None:
    room = await ada.declares()
    await ada.types(room["id"], "/incident status identified")
    await ada.types(room["id"], "/incident resolve rolled back")
    await either.settles()
    assert "`/incident INC-1 reopen`" in words(await ada.types(room["id"], "/incident severity sev1"))
    said = words(await ada.types("general", "/incident INC-1 reopen it is back"))
    assert said == "*INC-1* is open again, *investigating*. The clock runs on."
    assert "INC-1 is open already." in words(await ada.types(room["id"], "/incident reopen"))
    await either.settles()
    incident = await either.incident()
    assert (incident.is_open, incident.resolution) == (True, "")
    assert [e.text for e in await either.timeline()][-1] == "reopened the incident: it is back"
    assert "take_role:commander" in actions(await either.card(room["id"]))
    assert "investigating" in (await either.channel(room["id"]))["topic"]
    [message] = await either.named("postmortem", room["id"])
    assert "withdrawn" in words(message).casefold() or "~" in words(message)


async def test_after_the_archive_it_goes_on_in_a_new_room_and_each_is_named_where_that_is_possible(
    either: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    await ada.types(room["id"], "/incident resolve rolled back")
    await either.settles()
    await either.control("archive", user="ada", channel=room["id"])
    await either.settles()
    said = words(await grace.types("general", "/incident INC-1 reopen it is back"))
    assert said.endswith("The clock runs on. Its room was closed; a new one is opening.")
    await either.settles()
    new = await the_new_one(either, room)
    assert {ada.id, grace.id} <= set(new["members"])
    assert f"The war room of *INC-1* is <#{new['id']}>." in await grace.told("general")
    assert f"Earlier war room: <#{room['id']}>" in words(await either.card(new["id"]))
    [digest] = await either.named("digest", "incidents")
    assert f"<#{new['id']}> (before: <#{room['id']}>)" in words(digest)
    assert await told_of_a_lost_room(either, ada) == []
    assert await either.store.failed(1) == []


async def test_an_archive_that_nobody_told_of_is_found_out_and_opens_a_new_room_too(
    world: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    await ada.types(room["id"], "/incident cancel a test")
    await world.settles()
    channel = world.running.workspace.find_channel(room["id"])
    assert channel
    channel.is_archived = True
    channel.members.remove(world.running.workspace.bot.id)
    await grace.types("general", "/incident INC-1 reopen")
    await world.settles()
    new = await the_new_one(world, room)
    assert grace.id in new["members"]
    card = await world.card(new["id"])
    assert "Resolve" in words(card)
    assert "⚠️" not in words(card)
    assert f"<#{new['id']}>" in await grace.told_anywhere("general")
    told = [e.text for e in await world.timeline() if e.kind != "joined"]
    assert told[-1] == "The war room had been closed, so another one was opened"
    assert await told_of_a_lost_room(world, ada) == []


async def test_a_merged_one_whose_room_was_archived_comes_back_in_a_new_room(
    world: World, ada: Person, grace: Person
) -> None:
    await ada.declares()
    room = await grace.declares("payments fail")
    await grace.types(room["id"], "/incident merge INC-1")
    await world.settles()
    await world.control("archive", user="grace", channel=room["id"])
    await world.settles()
    said = words(await grace.types("general", "/incident INC-2 reopen"))
    assert said.endswith("people who were invited there stay. Its room was closed; a new one is opening.")
    await world.settles()
    await the_new_one(world, room)
    assert await world.store.failed(2) == []


async def the_new_one(world: World, old: Json) -> Json:
    """The room that was opened instead of the old one."""
    [new] = [r for r in await world.rooms() if r["name"] == f"{old['name']}-2"]
    assert not new["is_archived"]
    return new


async def told_of_a_lost_room(world: World, person: Person) -> list[Json]:
    """Messages with a button that opens another room: none is needed here."""
    direct = await person.sees(f"@{world.running.workspace.bot.name}")
    return [m for m in direct if ids.NEW_ROOM in str(m["blocks"])]
