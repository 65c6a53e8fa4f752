"""Buttons that an older version drew: what they do not carry is refused in plain words, and is no fault."""

import pytest

from blocks import ids
from tests.conversations.driver import Person, World

CARRYING = (
    f"{ids.LIST_PAGE}:on",
    f"{ids.TIMELINE_PAGE}:on",
    ids.ACCEPT_ROLE,
    ids.DECLARE_OFFERED,
    ids.NEW_ROOM,
    ids.REPAIR,
    ids.SNOOZE_UPDATE,
    ids.APPROVE_UPDATE,
    ids.UNDO_MERGE,
)
"""Buttons that carry more than the number of an incident."""


@pytest.mark.parametrize("value", ["", "words", "[1]", '{"another": 1}'])
async def test_a_button_of_an_older_version_is_refused_in_plain_words(
    world: World, ada: Person, value: str
) -> None:
    room = await ada.declares()
    await ada.clicks(await world.card(room["id"]), ids.ACKNOWLEDGE)
    click = next(s.payload for s in reversed(world.sent) if s.kind == "interactive")
    for number, action in enumerate(CARRYING):
        button = {**click["actions"][0], "action_id": action, "value": value}
        again = {**click, "actions": [button], "trigger_id": f"{number}.{click['trigger_id']}"}
        # As if on their home, where every refusal comes by direct message.
        assert await world.sends("interactive", {**again, "view": {"type": "home"}})
    await world.settles()
    told = await ada.told_anywhere()
    assert "did not work" not in told
    shown = 1 if value.startswith("{") else 0  # a list takes what its button lacks from its own defaults
    assert told.count("of an older version") == len(CARRYING) - shown
