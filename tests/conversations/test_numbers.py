"""Numbers that no database holds."""

from tests.conversations.driver import Person, World
from tests.conversations.reading import words


async def test_a_number_beyond_all_incidents_gets_a_sentence(world: World, ada: Person) -> None:
    answer = await ada.types("general", f"/incident INC-{'9' * 21} status")
    assert f"There is no INC-{'9' * 21}" in words(answer)
