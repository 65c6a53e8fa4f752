"""A role is for somebody who can play it: no app, no stranger, no account that is gone."""

import pytest

from tests.conversations.driver import Person, World
from tests.conversations.reading import words


@pytest.mark.parametrize(
    ("who", "why"),
    [
        ("signalcraft", "That is an app and no person"),
        ("margaret", "That account is deactivated"),
        ("visitor", "They are of another workspace than this one"),
    ],
)
async def test_a_role_is_neither_given_nor_handed_to_whoever_cannot_play_it(
    world: World, ada: Person, who: str, why: str
) -> None:
    await world.control("people", name="margaret", deleted=True)
    await world.control("people", name="visitor", team="T0OTHER")
    name = world.running.workspace.bot.name if who == "signalcraft" else who
    said = f"{why}, so nothing was changed. Name somebody else."
    room = await ada.declares()
    await ada.types(room["id"], "/incident role commander")
    await world.settles()
    for typed in (f"scribe @{name}", f"commander handover @{name} please"):
        assert words(await ada.types(room["id"], f"/incident role {typed}")) == said
    await ada.chooses(await world.card(room["id"]), "commander", "handover")
    assert await ada.submits(await ada.form(), person=name) == {"person": said}
    incident = await world.incident()
    assert ([held.user_id for held in incident.roles], incident.asked) == ([ada.id], ())


async def test_whoever_was_never_met_is_looked_up_once_and_slack_that_does_not_answer_stops_nobody(
    world: World, ada: Person, grace: Person
) -> None:
    room = await ada.declares()
    await world.fault("users.info", error="user_not_visible")
    await ada.types(room["id"], "/incident role liaison @linus")
    await ada.types(room["id"], "/incident role scribe @grace")
    await ada.types(room["id"], "/incident role scribe release")
    await ada.types(room["id"], "/incident role scribe @grace")
    await world.settles()
    assert {held.role for held in (await world.incident()).roles} == {"liaison", "scribe"}
    asked = [call["args"]["user"] for call in await world.calls("users.info")]
    assert asked.count(grace.id) == 1
