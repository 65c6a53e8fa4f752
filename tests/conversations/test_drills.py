"""A drill from declaring to its grade: it looks like the real thing, and nothing leaves Slack."""

import re

from incidents.catalog import MEET, ROOM, ZOOM, Catalog, Following, Service
from sandbox.vendors.zoom_account import HOSTS
from tests.conversations.conftest import Open
from tests.conversations.driver import Person, World
from tests.conversations.reading import actions, words


async def called_out(open_world: Open, url: str) -> World:
    """A world in which a real incident would make a meeting and call Linus and Margaret."""

    async def with_people(world: World) -> None:
        linus, margaret = world.person("linus").id, world.person("margaret").id
        world.catalog = Catalog(
            services=(Service(name="Checkout", people=(linus,)),),
            followers=(Following(slack_id=margaret),),
            zoom_hosts=HOSTS,
            bridges=(ZOOM, MEET, ROOM),
            bridge="https://meet.example.com/all",
        )

    return await open_world(url, None, with_people)


async def test_a_drill_is_marked_everywhere_calls_nobody_and_ends_with_its_grade(
    open_world: Open, sqlite_url: str
) -> None:
    world = await called_out(open_world, sqlite_url)
    ada, grace = world.person("ada"), world.person("grace")
    await ada.types("general", "/incident declare --drill")
    await ada.submits(await ada.form(), title="checkout is down", service="0")  # the box was ticked already
    await world.settles()
    room = await world.channel("drill-inc-1-checkout-is-down")
    assert room["topic"].startswith("🏋️ DRILL · 🟠 SEV2 · investigating")
    assert sorted(room["members"]) == sorted([ada.id, world.running.workspace.bot.id])
    card = await world.card(room["id"])
    assert "🏋️ DRILL · 🟠 SEV2 · INC-1 · checkout is down" in words(card)
    assert "A drill: nothing leaves Slack, and nobody is called." in words(card)
    assert not {"start_bridge", "join_bridge"} & set(actions(card))
    assert world.running.world.vendors["zoom"]()["meetings"] == []
    assert "A drill makes no meeting" in words(await ada.types(room["id"], "/incident bridge new"))
    [digest] = await world.named("digest", "incidents")
    assert "🏋️ DRILL" in words(digest)
    assert "🏋️ DRILL" in words(await grace.types("general", "/incident list"))
    await ada.types(room["id"], "/incident role commander")
    await ada.types(room["id"], "/incident role scribe @grace")
    await world.settles()
    assert (await grace.told_anywhere()).startswith("🏋️ This is a drill. ")
    await ada.types(room["id"], "/incident severity sev1")
    await ada.types(room["id"], "/incident update we roll back next 30m")
    await ada.types(room["id"], "/incident title payments are down")
    await world.settles()
    assert (await world.channel(room["id"]))["name"] == "drill-inc-1-payments-are-down"
    assert len((await world.channel(room["id"]))["members"]) == 3  # whoever was given a role is there, too
    await ada.types(room["id"], "/incident resolve rolled back")
    await world.settles()
    document = await world.document(room["id"])
    assert document.startswith("# 🏋️ DRILL · Post-mortem INC-1: payments are down\n")
    assert "## Action Items" in document.partition("\n## Grade: 4 of 5 passed\n")[0]
    assert re.search(r"- ✅ \*\*Commander:\*\* after \d+ s; wanted within 5 min", document)
    assert "- ❌ **Roles:** never filled: Liaison, Tech Lead" in document
    [message] = await world.named("postmortem", room["id"])
    assert "✅ **First update:** after " in str(message["blocks"])
    assert "✅ **Updates as promised:** 1 of 1 came in time" in str(message["blocks"])


async def test_a_drill_is_no_hint_for_anybody_and_a_cancelled_one_has_no_grade(world: World, ada: Person) -> None:
    assert "a drill" in words(await ada.types("general", "/incident declare checkout is down —drill"))
    await ada.types("general", "/incident declare checkout is down")
    await world.settles()
    assert "Similar" not in await ada.told("general")
    assert "INC-1 is a drill" in words(await ada.types("general", "/incident INC-1 merge INC-2"))
    assert "is cancelled" in words(await ada.types("general", "/incident INC-1 cancel enough"))
    await world.settles()
    assert await world.named("postmortem", (await world.channel("drill-inc-1-checkout-is-down"))["id"]) == []
    told = words(await ada.types("general", "/incident declare --dril checkout"))
    assert told.endswith("Did you mean `/incident declare --drill checkout`?")
