"""Who leads first, by the config."""

from dataclasses import replace

from incidents.catalog import DECLARER, ON_CALL, Catalog, Service
from tests.conversations.conftest import Open
from tests.conversations.driver import World
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
