"""More declares than Slack opens rooms for in a minute: they open in order, and who waits knows their place."""

import re

from tests.conversations.conftest import Open
from tests.conversations.driver import Person, World

DECLARED = 8
"""Three rooms may open at once."""


async def counting(world: World) -> None:
    world.limiter = "on"


async def test_rooms_open_in_the_order_of_declaring_and_who_waits_is_told_their_place(
    open_world: Open, sqlite_url: str
) -> None:
    world = await open_world(sqlite_url, ready=counting)
    await world.settles()
    ada, grace = world.person("ada"), world.person("grace")
    for number in range(1, DECLARED):
        await ada.types("general", f"/incident declare trouble {number}")
    await grace.types("general", f"/incident declare trouble {DECLARED}")
    told = await world.eventually(lambda: waiting(world))
    assert re.search(r"\d rooms are opening before yours, .* yours opens in a(bout| few)", told), told
    await world.settles()
    names = [call["args"]["name"] for call in await world.calls("conversations.create")]
    rooms = [f"inc-{n}-trouble-{n}" for n in range(1, DECLARED + 1)]
    assert sorted(names[1:4]) == rooms[:3]  # three are free to go, side by side; all others stand in line
    assert names[4:] == rooms[3:]
    rooms = await world.rooms()
    assert [len(room["pins"]) for room in rooms] == [1] * DECLARED
    assert "The war room is" in await grace.told("general")
    assert "before yours" not in await grace.told("general")


async def waiting(world: World) -> str:
    told = await world.person("grace").told("general")
    return told if "before yours" in told else ""


async def test_ic_22_one_of_many_that_slack_puts_off_comes_later_and_all_come_once(
    world: World, ada: Person
) -> None:
    await world.settles()
    await world.fault("conversations.create", status=429, retry_after=3)
    for number in range(1, 7):
        await ada.types("general", f"/incident declare trouble {number}")
    await world.settles()
    calls = await world.calls("conversations.create")
    [late] = [call["ended"] for call in calls if call["status"] == 429]
    again = [call["started"] for call in calls if call["started"] > late][-1]
    assert again - late >= 3
    rooms = await world.rooms()
    assert sorted(room["name"] for room in rooms) == [f"inc-{n}-trouble-{n}" for n in range(1, 7)]
    assert [len(room["pins"]) for room in rooms] == [1] * 6
    assert len(await world.named("digest", "incidents")) == 6
