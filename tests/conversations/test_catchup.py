"""Whoever comes late is told where things stand, alone and once; whoever asks is told any time."""

from tests.conversations.driver import Person, World
from tests.conversations.reading import words


async def test_who_comes_in_minute_forty_is_told_once_and_bots_and_the_first_are_not(
    either: World, ada: Person, grace: Person, linus: Person
) -> None:
    room = await ada.declares()
    await linus.world.control("join", user="linus", channel=room["id"])
    await ada.types(room["id"], "/incident role commander")
    await ada.types(room["id"], "/incident note the new release is the cause")
    await ada.types(room["id"], "/incident update we roll it back")
    await ada.types(room["id"], "/incident task add restart the workers @ada")
    await either.settles()
    await either.passes(seconds=2400)
    robot = either.running.workspace.find_user("margaret")
    assert robot
    robot.is_bot = True
    await either.control("join", user="margaret", channel=room["id"])
    await either.control("join", user="grace", channel=room["id"])
    await either.settles()
    told = await grace.told(room["id"])
    assert "Commander: <@" in told
    assert "the new release is the cause" in told
    assert "for 40 min" in told
    assert told.index("we roll it back") < told.index("restart the workers") < told.index("Next update")
    await either.sends_again("events_api")
    await either.control("leave", user="grace", channel=room["id"])
    await either.control("join", user="grace", channel=room["id"])
    await either.settles()
    assert len([m for m in await grace.private(room["id"]) if "Lately" in words(m)]) == 1
    for name in ("ada", "linus", "margaret"):
        assert "Lately" not in await either.person(name).told_anywhere(room["id"])
    for _ in range(2):  # who asks is always answered
        assert "Lately" in words(await grace.types("general", "/incident INC-1 catchup"))


async def test_a_catchup_that_slack_refuses_in_the_room_comes_by_direct_message(
    world: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    await ada.types(room["id"], "/incident note found it")
    await world.settles()
    await world.passes(seconds=600)
    await world.fault("chat.postEphemeral", error="user_not_in_channel")
    await world.control("join", user="grace", channel=room["id"])
    await world.settles()
    assert "found it" in await grace.told_anywhere()
