"""What is found of past post-mortems is what stands in them, no more."""

from jobs.postmortem import find_older
from tests.conversations.driver import Person, World


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
