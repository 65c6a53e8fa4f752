"""A war room archived by hand, or the bot removed from it: somebody is told, and the incident goes on."""

from typing import Any

from blocks import ids
from tests.conversations.driver import Person, World
from tests.conversations.reading import words
from tests.conversations.test_failures import whole

Json = dict[str, Any]


async def told(world: World, person: Person) -> list[Json]:
    """What the bot has written to somebody directly about a lost room."""
    return [
        m
        for m in await person.sees(f"@{world.running.workspace.bot.name}")
        if ids.NEW_ROOM in str(m.get("blocks"))
    ]


async def test_ic_33_an_archived_room_is_told_once_and_a_click_opens_another(
    either: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    await grace.clicks(await either.card(room["id"]), "take_role:commander")
    margaret = either.person("margaret")
    await either.control("join", user="margaret", channel=room["id"])
    await either.control("archive", user="linus", channel=room["id"])
    await either.settles()
    await ada.types("general", "/incident INC-1 severity sev1")
    await either.settles()
    [answer] = await told(either, grace)
    assert await told(either, ada) == []
    linus = either.person("linus").id
    assert f"The war room of *INC-1* (checkout is down) was archived by <@{linus}>" in words(answer)

    await grace.clicks(answer, ids.NEW_ROOM)
    await either.settles()
    assert await told(either, grace) == []  # the button is gone
    [new] = [r for r in await either.rooms() if not r["is_archived"]]
    assert new["name"] == f"{room['name']}-2"
    assert {ada.id, grace.id, margaret.id} <= set(new["members"])
    card = await either.card(new["id"])
    assert "SEV1" in words(card)
    assert [pin["ts"] for pin in new["pins"]] == [card["ts"]]
    [digest] = await either.named("digest", "incidents")
    assert f"<#{new['id']}>" in words(digest)
    texts = [e.text for e in await either.timeline()]
    assert texts[-3:] == ["archived the war room", "changed severity sev2 → sev1", "went on in a new war room"]
    assert "is 🔴 *SEV1*" in words(await ada.types(new["id"], "/incident severity"))


async def test_a_second_click_is_told_that_there_is_a_room_again(world: World, ada: Person) -> None:
    room = await ada.declares()
    await world.control("archive", user="ada", channel=room["id"])
    await world.settles()
    [answer] = await told(world, ada)
    await ada.clicks(answer, ids.NEW_ROOM)
    await world.settles()
    await ada.clicks(answer, ids.NEW_ROOM)
    await world.settles()
    assert len(await world.rooms()) == 2
    assert "INC-1 has a room again, so no other one was opened." in await ada.told(
        f"@{world.running.workspace.bot.name}"
    )


async def test_a_bot_removed_and_let_in_again_brings_the_room_in_step(world: World, ada: Person) -> None:
    room = await ada.declares()
    bot = world.running.workspace.bot
    await world.control("kick", user="grace", target=bot.id, channel=room["id"])
    await world.settles()
    [answer] = await told(world, ada)
    assert f"has lost SignalCraft: it was removed by <@{world.person('grace').id}>" in words(answer)
    await ada.types(room["id"], "/incident severity sev1")
    await world.settles()
    assert "SEV1" not in words(await world.card(room["id"]))
    [digest] = await world.named("digest", "incidents")
    assert "(closed)" in words(digest)

    await world.control("join", user=bot.name, channel=room["id"], by="ada")
    await world.settles()
    await whole(world)
    assert "SEV1" in words(await world.card(room["id"]))
    [digest] = await world.named("digest", "incidents")
    assert "(closed)" not in words(digest)


async def test_a_deleted_room_is_told_and_there_is_only_one_way_on(world: World, ada: Person) -> None:
    room = await ada.declares()
    await world.control("remove", user="grace", channel=room["id"])
    await world.settles()
    [answer] = await told(world, ada)
    assert "The war room of *INC-1* (checkout is down) is gone" in words(answer)
    assert "invite SignalCraft" not in words(answer)
    await ada.clicks(answer, ids.NEW_ROOM)
    await world.settles()
    await whole(world)


async def test_a_room_lost_while_the_bot_was_away_is_noticed_by_the_next_step(world: World, ada: Person) -> None:
    room = await ada.declares()
    channel = world.running.workspace.find_channel(room["id"])
    assert channel
    channel.is_archived = True  # nobody was told
    channel.members.remove(world.running.workspace.bot.id)
    await ada.types("general", "/incident INC-1 severity sev1")
    await world.settles()
    assert len(await told(world, ada)) == 1


async def test_the_room_of_an_ended_incident_may_be_archived_without_a_word(world: World, ada: Person) -> None:
    room = await ada.declares()
    await ada.types(room["id"], "/incident resolve over")
    await world.settles()
    await world.control("archive", user="ada", channel=room["id"])
    await world.settles()
    assert await told(world, ada) == []


async def test_other_channels_concern_no_incident(world: World, ada: Person) -> None:
    await world.control("channels", name="elsewhere", creator="ada", members=["ada"])
    bot = world.running.workspace.bot.name
    await world.control("join", user=bot, channel="elsewhere")
    await world.control("archive", user="ada", channel="elsewhere")
    await world.settles()
    assert await world.rooms() == []
