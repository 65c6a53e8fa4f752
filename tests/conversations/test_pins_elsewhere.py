"""📌 outside of a war room: whoever put it there says where it belongs, or it waits for what is declared."""

from typing import Any

from tests.conversations.driver import Person, World
from tests.conversations.reading import actions, words
from tests.conversations.test_pins import pinned

Json = dict[str, Any]
QUESTION = "stand on the timeline of an incident?"


async def payments(world: World, *, private: bool = False, name: str = "payments") -> str:
    """A channel with everybody and the bot in it."""
    made = await world.control("channels", name=name, creator="ada", is_private=private, members=["ada", "grace"])
    bot = world.running.workspace.bot.id
    await world.control("join", user=bot, channel=made["id"], by="ada")
    return str(made["id"])


async def asked(person: Person, channel: str) -> list[Json]:
    return [m for m in await person.private(channel) if QUESTION in words(m)]


async def test_whoever_pinned_is_asked_and_one_click_adds_it_to_the_one_open_incident(
    either: World, ada: Person, grace: Person
) -> None:
    await ada.declares()
    channel = await payments(either)
    said = await grace.says(channel, "cards are refused")
    await ada.reacts(said)
    await ada.unreacts(said)
    await ada.reacts(said)
    await either.settles()
    [question] = await asked(ada, channel)
    assert await asked(grace, channel) == []
    assert await pinned(either) == []
    await ada.clicks(question, "add_pinned")
    await either.settles()
    assert [e.told for e in await pinned(either)] == ["cards are refused"]
    await grace.reacts(said)
    await either.settles()
    assert await asked(grace, channel) == [], "it stands there already"
    await ada.unreacts(said)
    await grace.unreacts(said)
    await either.settles()
    assert await pinned(either) == []


async def test_of_several_one_is_chosen_and_those_that_they_may_not_see_are_not_among_them(
    world: World, ada: Person, grace: Person
) -> None:
    for title in ("first", "second"):
        await ada.declares(title)
    await ada.types("general", "/incident declare secret")
    await world.settles()
    await ada.types("general", "/incident INC-3 private")
    await world.settles()
    channel = await payments(world)
    said = await ada.says(channel, "cards are refused")
    await grace.reacts(said)
    await world.settles()
    [question] = await asked(grace, channel)
    [menu] = [e for b in question["blocks"] if b["type"] == "actions" for e in b["elements"]]
    assert [o["text"]["text"] for o in menu["options"]] == ["INC-2: second", "INC-1: first"]
    await grace.clicks(question, "add_pinned", "1")
    await world.settles()
    assert [e.told for e in await pinned(world, 1)] == ["cards are refused"]


async def test_what_was_pinned_before_is_offered_to_the_room_once_and_added_by_one_click(
    either: World, ada: Person, grace: Person
) -> None:
    channel, secret = await payments(either), await payments(either, private=True, name="secret-plans")
    said = [await grace.says(channel, f"cards are refused {n}") for n in range(4)]
    for message in (*said, await ada.says(secret, "nobody may know")):
        await ada.reacts(message)
    await grace.reacts(said[0])
    await ada.unreacts(said[3])
    await either.settles()
    assert await asked(ada, channel) == []
    room = (await ada.declares())["id"]
    [offer] = await either.named("earlier", room)
    assert words(offer).startswith(f"📌 3 messages were pinned in <#{channel}> shortly before.")
    await ada.unreacts(said[2])
    await either.settles()
    await grace.clicks(offer, "add_earlier")
    await either.settles()
    assert [e.told for e in await pinned(either)] == ["cards are refused 0", "cards are refused 1"]
    [done] = await either.named("earlier", room)
    assert f"<@{grace.id}> has put them on the timeline" in words(done)
    assert not actions(done)
    await ada.clicks(offer, "add_earlier")
    await either.settles()
    assert len(await pinned(either)) == 2


async def test_what_is_older_than_two_hours_or_was_taken_away_is_not_offered(world: World, ada: Person) -> None:
    channel = await payments(world)
    old, gone = [await ada.says(channel, text) for text in ("old", "gone")]
    await ada.reacts(old)
    await world.settles()
    await world.passes(seconds=2 * 3600 + 60)
    await ada.reacts(gone)
    await ada.unreacts(gone)
    await world.settles()
    room = (await ada.declares())["id"]
    assert await world.named("earlier", room) == []
