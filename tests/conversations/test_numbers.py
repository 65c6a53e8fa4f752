"""Numbers that no database holds."""

from tests.conversations.driver import Person, World
from tests.conversations.reading import words


async def test_a_number_beyond_all_incidents_gets_a_sentence(world: World, ada: Person) -> None:
    answer = await ada.types("general", f"/incident INC-{'9' * 21} status")
    assert f"There is no INC-{'9' * 21}" in words(answer)


async def test_an_incident_named_behind_the_word_ends_nobody_elses(world: World, ada: Person) -> None:
    room = await ada.declares()
    await ada.declares("search is slow")
    for text in ("cancel INC-2", "resolve inc-2", "severity INC-2 sev1"):
        answer = await ada.types(room["id"], f"/incident {text}")
        assert "nothing was changed" in words(answer)
        assert f"/incident INC-2 {text.split()[0]}" in words(answer)
    assert [(await world.incident(n)).is_open for n in (1, 2)] == [True, True]
