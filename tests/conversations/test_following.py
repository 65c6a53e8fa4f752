"""Following: typed, listed, taken back, and people found in the room."""

from tests.conversations.driver import Person, World
from tests.conversations.reading import words


async def members(world: World, room: dict[str, object]) -> set[str]:
    return set((await world.channel(str(room["id"])))["members"])


async def test_who_follows_is_in_every_new_room(either: World, ada: Person, grace: Person, linus: Person) -> None:
    assert "You follow nothing yet" in words(await grace.types("general", "/incident follow"))
    said = words(await grace.types("general", "/incident follow all"))
    assert said == "You are invited to new war rooms of every severity."
    room = await ada.declares()
    await either.settles()
    assert grace.id in await members(either, room)
    assert linus.id not in await members(either, room)


async def test_a_group_that_follows_sev1_comes_when_the_severity_is_raised(world: World, ada: Person) -> None:
    await world.control("usergroups", handle="leads", members=["margaret", "alan"])
    said = words(await ada.types("general", "/incident follow sev1 @leads"))
    assert "will be invited to new war rooms of *sev1* and worse." in said
    room = await ada.declares()
    await world.settles()
    margaret = world.person("margaret").id
    assert margaret not in await members(world, room)
    await ada.types(room["id"], "/incident severity sev1")
    await world.settles()
    assert {margaret, world.person("alan").id} <= await members(world, room)


async def test_what_one_follows_is_listed_once_and_taken_back(world: World, ada: Person, grace: Person) -> None:
    for _ in range(2):
        await grace.types("general", "/incident follow sev2")
    shown = words(await grace.types("general", "/incident follow"))
    assert shown.count("*sev2* and worse") == 1
    assert "no longer invited" in words(await grace.types("general", "/incident unfollow sev2"))
    assert "did not follow" in words(await grace.types("general", "/incident unfollow sev2"))
    await grace.types("general", "/incident follow all")
    assert words(await grace.types("general", "/incident unfollow")) == "You follow nothing any more."
    assert words(await grace.types("general", "/incident unfollow")) == "You followed nothing."
    room = await ada.declares()
    await world.settles()
    assert grace.id not in await members(world, room)


async def test_what_cannot_be_followed_is_told(world: World, ada: Person) -> None:
    for typed, said in {
        "sev9": "“sev9” is neither a severity nor a service.",
        "sev1 nowhere": "“nowhere” is neither a severity nor a service.",
        "all @grace": "People follow for themselves",
    }.items():
        assert said in words(await ada.types("general", f"/incident follow {typed}")), typed
