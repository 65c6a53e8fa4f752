"""Who leads first, by the config, and how the room is asked where nobody does."""

from dataclasses import replace

from incidents.catalog import DECLARER, ON_CALL, Catalog, Service
from tests.conversations.conftest import Open
from tests.conversations.driver import Json, Person, World
from tests.conversations.reading import words


async def test_the_first_on_call_who_can_come_leads_and_reads_why(open_world: Open, sqlite_url: str) -> None:
    async def ready(world: World) -> None:
        await world.control("people", name="margaret", deleted=True)
        await world.control("people", name="stranger", team="T0OTHER")
        people = (world.running.workspace.bot.id, world.person("margaret").id, world.person("stranger").id)
        made = await world.control("usergroups", handle="oncall", members=["linus", "grace"])
        services = (Service(name="Checkout", people=people, group=made["id"]),)
        world.catalog = Catalog(services=services, first_commander=ON_CALL)

    world = await open_world(sqlite_url, ready=ready)
    ada, linus = world.person("ada"), world.person("linus")
    await ada.types("general", "/incident declare")
    await ada.submits(await ada.form(), title="checkout is down", service="0")
    await world.settles()
    [room] = await world.rooms()
    assert f"Commander: <@{linus.id}>\n" in words(await world.card(room["id"]))
    direct = "\n".join([words(m) for m in await linus.sees(f"@{world.running.workspace.bot.name}")])
    assert "🎖️ You are *Commander* of *INC-1*, since you are on call for it." in direct
    assert "• Lead and leave the fixing to others" in direct
    assert ("became Commander, being on call for it", linus.id) in [
        (e.text, e.author_id) for e in await world.timeline()
    ]


async def test_the_declarer_leads_where_the_config_says_so(open_world: Open, sqlite_url: str) -> None:
    world = await open_world(sqlite_url, replace(Catalog(), first_commander=DECLARER))
    ada = world.person("ada")
    room = await ada.declares()
    assert f"Commander: <@{ada.id}>\n" in words(await world.card(room["id"]))
    assert "since you declared it" in await ada.told_anywhere(room["id"])


async def asking(world: World, room: Json) -> list[Json]:
    return [m for m in await world.posts(room["id"]) if "Who takes over?" in words(m)]


async def test_the_room_is_asked_once_for_a_commander_then_again_in_place_of_that_until_somebody_leads(
    world: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    await world.reminds(minutes=4)
    await world.settles()
    assert await asking(world, room) == []
    await world.reminds(minutes=2)
    await world.settles()
    [first] = await asking(world, room)
    assert words(first).startswith("Nobody is *Commander* of INC-1. Who takes over?")
    await world.reminds(minutes=20)
    await world.settles()
    [second] = await asking(world, room)
    assert second["ts"] > first["ts"]
    await grace.clicks(second, "take_role:commander")
    await world.settles()
    assert await asking(world, room) == []
    assert "You are *Commander* of *INC-1*." in await grace.told(room["id"])
    await world.reminds(minutes=600)
    await world.settles()
    assert await asking(world, room) == []


async def test_nobody_is_asked_in_a_room_that_was_left_for_a_private_one(world: World, ada: Person) -> None:
    room = await ada.declares()
    await world.reminds(minutes=6)
    await world.settles()
    assert await asking(world, room)
    await ada.types(room["id"], "/incident private")
    await world.settles()
    assert await asking(world, room) == []
    await world.reminds(minutes=60)
    await world.settles()
    [hidden] = [each for each in await world.rooms() if each["is_private"]]
    assert len(await asking(world, hidden)) == 1
