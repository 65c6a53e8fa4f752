"""Inviting by command: people, user groups, services, and an honest word about who cannot come."""

from incidents.catalog import Catalog, Service
from sandbox.workspace import ids
from tests.conversations.conftest import Open
from tests.conversations.driver import Person, World
from tests.conversations.reading import words


async def test_people_and_groups_come_into_the_room(
    either: World, ada: Person, grace: Person, linus: Person
) -> None:
    await either.control("usergroups", handle="oncall", members=["linus", "margaret"])
    room = await ada.declares()
    said = words(await ada.types(room["id"], "/incident invite @grace @oncall @grace"))
    assert f"<@{grace.id}>" in said
    assert f"<#{room['id']}>" in said
    await either.settles()
    members = (await either.channel(room["id"]))["members"]
    assert {ada.id, grace.id, linus.id, either.person("margaret").id} <= set(members)


async def test_ic_37_whoever_invited_hears_who_cannot_come_and_why(
    world: World, ada: Person, grace: Person
) -> None:
    await world.control("people", name="visitor", guest=True)
    room = await ada.declares()
    await world.control("join", user="grace", channel=room["id"])
    await grace.types(room["id"], "/incident invite @visitor @linus @ada")
    await world.settles()
    told = await grace.told(room["id"])
    assert "a guest: an admin has to add them" in told
    assert "Not in the room" not in await ada.told(room["id"])
    assert world.person("linus").id in (await world.channel(room["id"]))["members"]


async def test_the_people_of_a_service_come_by_its_name(open_world: Open, sqlite_url: str) -> None:
    margaret = ids.settled("U", "margaret")
    catalog = Catalog(services=(Service(name="Check out", people=(margaret,)),))
    world = await open_world(sqlite_url, catalog)
    ada = world.person("ada")
    room = await ada.declares()
    assert "the people of Check out" in words(await ada.types(room["id"], "/incident invite check out"))
    await world.settles()
    assert margaret in (await world.channel(room["id"]))["members"]


async def test_what_names_nobody_is_told(world: World, ada: Person) -> None:
    room = await ada.declares()
    for typed, said in {
        "": "Whom? Name people and user groups with @",
        "somebody": "“somebody” is no service, and no person or user group.",
        "@nobody": "“@nobody” is no service, and no person or user group.",
        "@grace <!channel>": "“&lt;!channel&gt;” is no service",
    }.items():
        assert said in words(await ada.types(room["id"], f"/incident invite {typed}")), typed
    assert world.person("grace").id not in (await world.channel(room["id"]))["members"]
