"""Reopening: the same incident goes on, in its room or, where that was archived, in a new one."""

from blocks import ids
from tests.conversations.driver import Person, World
from tests.conversations.reading import actions, words


async def test_an_incident_that_broke_again_goes_on_in_its_room(either: World, ada: Person) -> None:
    room = await ada.declares()
    await ada.types(room["id"], "/incident status identified")
    await ada.types(room["id"], "/incident resolve rolled back")
    await either.settles()
    assert "`/incident INC-1 reopen`" in words(await ada.types(room["id"], "/incident severity sev1"))
    said = words(await ada.types("general", "/incident INC-1 reopen it is back"))
    assert said == "*INC-1* is open again, *identified*. The clock runs on."
    assert "INC-1 is open already." in words(await ada.types(room["id"], "/incident reopen"))
    await either.settles()
    incident = await either.incident()
    assert (incident.is_open, incident.resolution) == (True, "")
    assert [e.text for e in await either.timeline()][-1] == "reopened the incident: it is back"
    assert "take_role:commander" in actions(await either.card(room["id"]))
    assert "identified" in (await either.channel(room["id"]))["topic"]
    [message] = await either.named("postmortem", room["id"])
    assert "withdrawn" in words(message).casefold() or "~" in words(message)


async def test_an_incident_whose_room_was_archived_goes_on_in_a_new_one(world: World, ada: Person) -> None:
    room = await ada.declares()
    await ada.types(room["id"], "/incident cancel a test")
    await world.settles()
    await world.control("archive", user="ada", channel=room["id"])
    await world.settles()
    await ada.types("general", "/incident INC-1 reopen")
    await world.settles()
    direct = f"@{world.running.workspace.bot.name}"
    [told] = [m for m in await ada.sees(direct) if ids.NEW_ROOM in str(m["blocks"])]
    await ada.clicks(told, ids.NEW_ROOM)
    await world.settles()
    [new] = [r for r in await world.rooms() if not r["is_archived"]]
    assert new["name"] == f"{room['name']}-2"
    assert "Resolve" in words(await world.card(new["id"]))
