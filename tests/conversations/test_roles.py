"""Roles: taken by button and by word, refused when held, released, and raced for by fifty people."""

import asyncio

from incidents.catalog import Catalog, Role
from tests.conversations.conftest import Open
from tests.conversations.driver import Person, World
from tests.conversations.reading import actions, words

NAMES = {"commander": "Commander", "scribe": "Scribe", "liaison": "Liaison", "tech_lead": "Tech Lead"}


async def holders(world: World, role: str = "commander") -> list[tuple[str, bool]]:
    """Everybody who had the role, in order, and whether they still hold it."""
    return [(a.user_id, a.released_at is None) for a in (await world.incident()).roles if a.role == role]


async def test_fifty_clicks_at_once_end_with_one_commander_and_everybody_knows_who(
    either: World, ada: Person
) -> None:
    room = await ada.declares()
    card = await either.card(room["id"])
    crowd = [either.person(f"clicker{number}") for number in range(50)]
    for person in crowd:
        await either.control("people", name=person.name)
        await either.control("join", user=person.name, channel=room["id"])
    await asyncio.gather(*(person.clicks(card, "take_role:commander") for person in crowd))
    await either.settles()
    [(winner, holds)] = await holders(either)
    assert holds
    for person in crowd:
        told = await person.told(room["id"])
        if person.id == winner:
            assert told.startswith("You are *Commander* of *INC-1*.\n• Lead and leave the fixing to others")
        else:
            assert told.count(f"Commander is held by <@{winner}>.") == 1
    assert f"Commander: <@{winner}>" in words(await either.card(room["id"]))
    assert [e.text for e in await either.timeline() if e.kind == "role"] == ["became Commander"]
    [digest] = await either.named("digest", "incidents")
    assert f"Commander: <@{winner}>" in words(digest)


async def test_each_role_is_taken_by_its_button_and_released_by_its_menu(
    world: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    for role, name in NAMES.items():
        await grace.clicks(await world.card(room["id"]), f"take_role:{role}")
        await world.settles()
        card = await world.card(room["id"])
        assert f"{name}: <@{grace.id}>" in words(card)
        assert f"role_menu:{role}" in actions(card)
        await grace.releases(card, role)
        await world.settles()
        assert f"take_role:{role}" in actions(await world.card(room["id"]))
        assert await holders(world, role) == [(grace.id, False)]
        texts = [e.text for e in await world.timeline()]
        assert texts[-2:] == [f"became {name}", f"released the role {name}"]


async def test_roles_are_taken_given_and_released_by_word_with_history(
    either: World, ada: Person, grace: Person, linus: Person
) -> None:
    room = await ada.declares()

    async def role(person: Person, text: str) -> str:
        return words(await person.types(room["id"], f"/incident role {text}"))

    assert (await role(ada, "commander")).splitlines() == [
        "You are *Commander* of *INC-1*.",
        *(f"• {line}" for line in either.catalog.role("commander").brief),
    ]
    assert await role(ada, "Commander me") == "You are already *Commander* of *INC-1*."
    refused = await role(grace, "commander")
    assert refused.startswith(f"Commander is held by <@{ada.id}>.")
    assert "`/incident role commander release`" in refused
    assert await role(grace, "commander @linus") == refused
    assert await role(ada, "commander release") == "Commander of *INC-1* is free."
    assert "Nobody holds Commander" in await role(ada, "commander release")
    assert await role(grace, "commander @linus") == f"<@{linus.id}> is *Commander* of *INC-1*."
    assert await role(grace, "commander @linus") == f"<@{linus.id}> is already *Commander* of *INC-1*."
    assert await role(ada, "tech lead @grace") == f"<@{grace.id}> is *Tech Lead* of *INC-1*."
    assert await role(ada, "commander RELEASE") == "Commander of *INC-1* is free."
    assert await holders(either) == [(ada.id, False), (linus.id, False)]
    [first, second] = [a for a in (await either.incident()).roles if a.role == "commander"]
    assert (first.assigned_by, first.released_by) == (ada.id, ada.id)
    assert (second.assigned_by, second.released_by) == (grace.id, ada.id)
    shown = await role(grace, "")
    assert f"Tech Lead: <@{grace.id}>" in shown
    assert "Commander: nobody yet; take it with `/incident role commander`" in shown
    await either.settles()
    assert [(e.author_id, e.text, e.subject_id) for e in await either.timeline()][1:] == [
        (ada.id, "became Commander", None),
        (ada.id, "released the role Commander", None),
        (grace.id, "gave the role Commander to", linus.id),
        (ada.id, "gave the role Tech Lead to", grace.id),
        (ada.id, "released the role Commander, held by", linus.id),
    ]


async def test_whoever_is_given_a_role_is_invited_and_told_and_hears_when_it_is_taken_away(
    world: World, ada: Person, linus: Person
) -> None:
    room = await ada.declares()
    await ada.types(room["id"], "/incident role scribe @linus")
    await world.settles()
    assert linus.id in (await world.channel(room["id"]))["members"]
    direct = f"@{world.running.workspace.bot.name}"
    told = [words(m) for m in await linus.sees(direct)]
    assert len(told) == 1
    assert f"<@{ada.id}> made you *Scribe* of *INC-1*." in told[0]
    assert f"<#{room['id']}>" in told[0]
    assert "• Write down what is seen, tried and decided, as it happens." in told[0]
    await ada.types(room["id"], "/incident role scribe release")
    await ada.types(room["id"], "/incident role scribe @linus")
    await world.settles()
    told = [words(m) for m in await linus.sees(direct)]
    assert told[1:] == [
        f"<@{ada.id}> has released your role *Scribe* of *INC-1*: it is free now.",
        told[0].partition("\n")[0],
    ]


async def test_what_names_no_role_or_nobody_is_told(world: World, ada: Person) -> None:
    room = await ada.declares()
    await world.control("usergroups", handle="oncall", name="On call", members=["grace"])
    for typed, said in {
        "comander": "There is no role “comander”. Did you mean `commander`?",
        "boss": "Choose one of `commander`, `scribe`, `liaison`, `tech_lead`.",
        "commander somebody": "to give it to one person",
        "commander @ada @grace": "to give it to one person",
        "commander @here": "That would call everybody, and this is for one person. Nothing was changed.",
        "commander @oncall": "That is a user group, and this is for one person: name one of its people.",
        "commander #general": "That is a channel, and this is for one person",
        "<!channel>": "There is no role",
    }.items():
        text = words(await ada.types(room["id"], f"/incident role {typed}"))
        assert said in text, typed
        assert "<!channel>" not in text
    assert (await world.incident()).roles == []


async def test_a_screen_that_still_shows_the_role_as_vacant_is_told_who_holds_it(
    world: World, ada: Person, grace: Person, linus: Person
) -> None:
    room = await ada.declares()
    stale = await world.card(room["id"])
    await grace.clicks(stale, "take_role:commander")
    await world.settles()
    await linus.clicks(stale, "take_role:commander")
    assert f"Commander is held by <@{grace.id}>." in await linus.told(room["id"])
    assert await holders(world) == [(grace.id, True)]
    await grace.clicks(stale, "take_role:commander")
    assert await holders(world) == [(grace.id, True)]


async def test_a_stale_menu_never_releases_the_next_holder(
    world: World, ada: Person, grace: Person, linus: Person
) -> None:
    room = await ada.declares()
    await grace.clicks(await world.card(room["id"]), "take_role:commander")
    await world.settles()
    await ada.releases(await world.card(room["id"]), "commander")
    stale = world.sent[-1]
    await linus.types(room["id"], "/incident role commander")
    assert await world.sends(stale.kind, stale.payload | {"trigger_id": "1.1.stale"}) is not None
    assert f"Commander has passed to <@{linus.id}> since, so it was not released." in await ada.told(room["id"])
    assert await holders(world) == [(grace.id, False), (linus.id, True)]
    await linus.types(room["id"], "/incident role commander release")
    assert await world.sends(stale.kind, stale.payload | {"trigger_id": "1.1.staler"}) is not None
    assert "Nobody holds Commander at the moment" in await ada.told(room["id"])


async def test_clicks_on_an_ended_incident_change_nothing_and_are_told(
    world: World, ada: Person, grace: Person
) -> None:
    for ending, was in {"resolve done": "is resolved", "cancel": "was cancelled as a false alarm"}.items():
        room = await ada.declares()
        number = room["name"].split("-")[1]
        await grace.clicks(await world.card(room["id"]), "take_role:scribe")
        await world.settles()
        stale = await world.card(room["id"])
        await ada.types(room["id"], f"/incident {ending}")
        await world.settles()
        assert set(actions(await world.card(room["id"]))) <= {"open_edit"}
        await grace.clicks(stale, "take_role:commander")
        await grace.releases(stale, "scribe")
        await grace.clicks(stale, "open_resolve")
        assert (await grace.told(room["id"])).count(f"INC-{number} {was}, so nothing was changed.") == 3
        assert await grace.forms() == []
        roles = (await world.incident(int(number))).roles
        assert [(a.role, a.released_at) for a in roles] == [("scribe", None)]


async def test_the_card_shows_who_held_what_after_the_end(world: World, ada: Person, grace: Person) -> None:
    room = await ada.declares()
    await grace.types(room["id"], "/incident role commander")
    await ada.types(room["id"], "/incident resolve done")
    await world.settles()
    assert f"Commander: <@{grace.id}>" in words(await world.card(room["id"]))


async def test_more_roles_than_fit_a_row_all_have_their_button(open_world: Open, sqlite_url: str) -> None:
    many = tuple(Role(key=f"part_{n}", name=f"Part & {n}", description="plays it") for n in range(12))
    world = await open_world(sqlite_url, Catalog(roles=many))
    ada = world.person("ada")
    room = await ada.declares()
    card = await world.card(room["id"])
    assert {a for a in actions(card) if a.startswith("take_role")} == {f"take_role:part_{n}" for n in range(12)}
    await ada.clicks(card, "take_role:part_11")
    await world.settles()
    assert f"Part &amp; 11: <@{ada.id}>" in words(await world.card(room["id"]))


async def test_one_click_that_comes_twice_counts_once(world: World, ada: Person) -> None:
    room = await ada.declares()
    await ada.clicks(await world.card(room["id"]), "take_role:commander")
    await ada.types(room["id"], "/incident role commander release")
    assert await world.sends_again("interactive") is not None
    assert await holders(world) == [(ada.id, False)]
