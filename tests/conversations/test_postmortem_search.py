"""What is found of past post-mortems is what stands in them, no more."""

from jobs.postmortem import find_older
from tests.conversations.driver import Person, World
from tests.conversations.reading import words


async def found(world: World, words: str) -> list[str]:
    hits = await world.store.search_postmortems(words, seen_by="U0ANYBODY", limit=10)
    return [f"{hit.incident.ref}: {''.join(text for _, text in hit.snippet)}" for hit in hits]


async def test_what_is_said_and_written_is_found_and_what_is_taken_away_is_not(world: World, ada: Person) -> None:
    room = await ada.declares("checkout is down")
    said = await ada.says(room["id"], "the certificate of db1 has expired")
    await ada.reacts(said)
    await world.settles()
    assert await found(world, "certificate") == []  # while it is open there is no post-mortem
    await ada.types(room["id"], "/incident resolve renewed it")
    await world.settles()
    [told] = await found(world, "certificate expired")
    assert told.startswith("INC-1: ")
    await world.store.keep_postmortem_text(1, None)  # as one that is older than this
    await find_older(world.apps[0].reminding.desk)
    assert await found(world, "certificate expired") == [told]
    await ada.unreacts(said)
    await world.settles()
    assert await found(world, "certificate") == []
    assert await found(world, "renewed") != []
    await ada.types(room["id"], "/incident reopen")
    await world.settles()
    assert await found(world, "renewed") == []


async def test_past_ones_are_found_from_slack_by_those_who_may_see_them(
    world: World, ada: Person, grace: Person
) -> None:
    search = "/incident postmortem search"
    assert "Which words?" in words(await ada.types("general", search))
    for title, how in (("checkout is down", ""), ("payroll is wrong", "private ")):
        room = await ada.declares(how + title)
        await ada.types(room["id"], "/incident role scribe @linus")
        if how:
            await ada.types(room["id"], "/incident private")
            await world.settles()
            room = (await world.rooms())[-1]
        await ada.types(room["id"], "/incident resolve renewed the certificate")
        await world.settles()
    assert "*2 post-mortems* with “certif”" in (both := words(await ada.types("general", f"{search} certif")))
    assert "🔒 INC-2 · private payroll is wrong" in both
    alone = words(await grace.types("random", f"{search} certif"))
    assert "*1 post-mortem*" in alone
    assert "payroll" not in alone
    assert "INC-1" in words(await grace.types("general", f"{search} @linus"))  # people stand there by name
    nothing = words(await grace.types("general", f"{search} payroll & wrong"))
    assert nothing.startswith("No post-mortem has all of these words: “payroll &amp; wrong”.")
