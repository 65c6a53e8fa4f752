"""Inviting by command: people, user groups, services, and an honest word about who cannot come."""

from incidents.catalog import Catalog, Following, Service
from incidents.inlaid import in_words
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
    margaret = either.person("margaret").id
    assert {ada.id, grace.id, linus.id, margaret} <= set(members)
    await either.control("join", user="dennis", channel=room["id"])
    await either.sends_again("events_api")
    await either.settles()
    names = {grace.id: "grace", linus.id: "linus", margaret: "margaret", either.person("dennis").id: "dennis"}
    told = [
        in_words(each.text or "", names.__getitem__) for each in await either.timeline() if each.kind == "joined"
    ]
    assert told == ["brought in grace, linus and margaret", "dennis joined the room"]


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
    assert f"<@{ada.id}> is in the room already." in told
    assert "Not in the room" not in await ada.told(room["id"])
    assert world.person("linus").id in (await world.channel(room["id"]))["members"]


async def test_whoever_invites_themselves_hears_that_they_are_in_the_room_already(
    world: World, ada: Person
) -> None:
    room = await ada.declares()
    await ada.types(room["id"], "/incident invite @ada")
    await world.settles()
    assert f"<@{ada.id}> is in the room already." in await ada.told(room["id"])


async def company(world: World) -> None:
    """A guest, somebody deactivated, a stranger and the bot itself on call; a group that is gone follows."""
    await world.control("people", name="visitor", guest=True)
    await world.control("people", name="margaret", deleted=True)
    await world.control("people", name="stranger", team="T0OTHER")
    await world.control("usergroups", handle="oncall", members=["linus", "grace", "visitor"])
    [group] = (await world.look("state"))["usergroups"]
    named = [world.person(name).id for name in ("ada", "margaret", "linus", "stranger")]
    people = (*named, world.running.workspace.bot.id, "U0NOBODY")
    follows = (Following(slack_id="S0GONE"), Following(slack_id=named[2], severity="sev2"))
    services = (Service(name="Checkout", people=people, group=group["id"]),)
    world.catalog = Catalog(services=services, followers=follows)


async def test_ic_37_everybody_comes_in_two_batches_and_one_message_names_who_could_not(
    open_world: Open, sqlite_url: str
) -> None:
    world = await open_world(sqlite_url, ready=company)
    ada, visitor = world.person("ada"), world.person("visitor")
    await ada.types("general", "/incident declare")
    await ada.submits(await ada.form(), title="checkout is down", service="0")
    await world.settles()
    [room] = await world.rooms()
    assert {world.person(name).id for name in ("ada", "linus", "grace")} <= set(room["members"])
    first, second = [call["args"]["users"].split(",") for call in await world.calls("conversations.invite")]
    assert first[0] == ada.id
    assert sorted(first + second) == sorted({*first, *second}), "each is invited once"
    [told] = [words(m) for m in await ada.private(room["id"]) if "Not in the room" in words(m)]
    assert told.count("deactivated, or of another workspace: name somebody else") == 2
    assert f"<@{visitor.id}>: a guest: an admin has to add them" in told
    assert "<@U0NOBODY>: not in this workspace: name somebody else" in told
    assert "<!subteam^S0GONE>: Slack knows no such user group" in told
    assert world.running.workspace.bot.id not in told
    assert "Nobody has been paged: an invitation wakes nobody." in words(await world.card(room["id"]))


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
