"""Title, summary and notes by command, and a room that follows its title unless a person named it."""

from incidents.catalog import Catalog
from tests.conversations.conftest import Open
from tests.conversations.driver import Person, World
from tests.conversations.reading import words

HOSTILE = "<!channel> R&D <prod> > 5% *bold*"


async def name(world: World, room: dict[str, object]) -> str:
    return str((await world.channel(str(room["id"])))["name"])


async def test_the_room_follows_the_title(either: World, ada: Person) -> None:
    room = await ada.declares()
    assert "checkout is down" in words(await ada.types(room["id"], "/incident title"))
    assert "Payments are down" in words(await ada.types(room["id"], "/incident title Payments are down"))
    await either.settles()
    assert await name(either, room) == "inc-1-payments-are-down"
    assert (await either.channel(room["id"]))["topic"].endswith("Payments are down")
    assert "Payments are down" in words(await either.card(room["id"]))
    assert (await either.incident()).channel_name == "inc-1-payments-are-down"
    assert [e.text for e in await either.timeline()][1:] == [
        "changed the title checkout is down → Payments are down"
    ]


async def test_ic_07_a_name_that_a_person_gave_stays_and_everything_goes_on(world: World, ada: Person) -> None:
    room = await ada.declares()
    await world.control("rename", user="ada", channel=room["id"], name="war-room")
    await world.settles()
    await ada.types(room["id"], "/incident title Payments are down")
    await ada.reacts(await ada.says(room["id"], "the pool is full"))
    await world.settles()
    assert await name(world, room) == "war-room"
    assert "Payments are down" in words(await world.card(room["id"]))
    assert [e.text for e in await world.timeline() if e.kind == "pinned"] == ["the pool is full"]


async def test_ic_05_ic_07_a_name_that_an_archived_channel_keeps_is_left_to_it(
    open_world: Open, sqlite_url: str
) -> None:
    world = await open_world(sqlite_url, Catalog(channel_template="incident-{number}-{slug}"))
    ada = world.person("ada")
    await world.control("channels", name="incident-1-checkout-is-down", creator="grace", members=["grace"])
    await world.control("archive", user="grace", channel="incident-1-checkout-is-down")
    await ada.types("general", "/incident declare checkout is down")
    await world.settles()
    room = await world.channel("incident-1-checkout-is-down-2")
    assert (await world.incident()).channel_id == room["id"]
    assert (await world.channel("incident-1-checkout-is-down"))["is_archived"]
    await ada.reacts(await ada.says(room["id"], "the pool is full"))  # another prefix binds as well
    await world.settles()
    assert [e.text for e in await world.timeline() if e.kind == "pinned"] == ["the pool is full"]


async def test_a_taken_name_gets_a_suffix(world: World, ada: Person) -> None:
    await world.control("channels", name="inc-1-payments-are-down", creator="grace", members=["grace"])
    room = await ada.declares()
    await ada.types(room["id"], "/incident title Payments are down")
    await world.settles()
    assert await name(world, room) == "inc-1-payments-are-down-2"


async def test_ic_08_a_hostile_title_and_summary_are_shown_to_the_letter(world: World, ada: Person) -> None:
    room = await ada.declares()
    await world.control("policy", broadcasts="refused")
    await ada.types(room["id"], f"/incident title {HOSTILE}")
    await ada.types(room["id"], f"/incident summary {HOSTILE}")
    await world.settles()
    assert (await world.incident()).title == HOSTILE
    assert (await world.incident()).summary == HOSTILE
    assert words(await world.card(room["id"])).count(HOSTILE) >= 2
    assert HOSTILE in words(await ada.types(room["id"], "/incident title"))
    assert HOSTILE in words(await ada.types(room["id"], "/incident summary"))


async def test_a_note_is_on_the_timeline_and_in_the_post_mortem(world: World, ada: Person, grace: Person) -> None:
    room = await ada.declares()
    assert "no summary yet" in words(await ada.types(room["id"], "/incident summary"))
    assert "What shall the timeline say?" in words(await ada.types(room["id"], "/incident note"))
    await grace.types("general", "/incident INC-1 note restarted db1")
    await ada.types(room["id"], "/incident resolve done")
    await ada.types(room["id"], "/incident note it had no disk left")
    await world.settles()
    document = await world.document(room["id"])
    assert "restarted db1" in document
    assert "it had no disk left" in document
