"""Figures in Slack."""

import asyncio
from datetime import datetime

from incidents.weekly import WEEK
from jobs.weekly import TOLD
from tests.conversations.driver import Person, World
from tests.conversations.reading import words
from tests.conversations.test_commands import declared


async def test_stats_are_a_private_answer_narrowed_by_what_is_typed(
    world: World, ada: Person, grace: Person
) -> None:
    await declared(world, 3)
    await grace.types("general", "/incident INC-2 severity sev1")
    await grace.types("general", "/incident INC-2 ack")
    await grace.types("general", "/incident INC-3 cancel")
    everything = words(await ada.types("random", "/incident stats"))
    assert "*2 incidents* in the last 30 days, 2 of them still open" in everything
    assert "Acknowledged after" in everything
    assert "Resolved after: not known of any" in everything
    assert "*1 incident* in the last 7 days · SEV1" in words(await ada.types("random", "/incident stats 7d sev1"))
    assert "*No incident*" in words(await ada.types("random", "/incident stats checkout"))
    assert "1 to 366 days" in words(await ada.types("random", "/incident stats 999d"))


async def test_ic_56_a_week_that_is_over_since_long_is_told_of_once_though_two_look_and_not_by_a_new_installation(
    world: World, ada: Person
) -> None:
    await ada.declares("checkout is down")
    (app,) = world.apps
    await app.telling.tick()
    told = await world.store.known(TOLD)
    assert told is not None
    until = datetime.fromisoformat(told)
    await world.store.keep(TOLD, (until - 3 * WEEK).isoformat())
    await asyncio.gather(app.telling.tick(), app.telling.tick())
    await world.settles()
    weeks = [each for each in await world.messages("incidents") if "The last week" in words(each)]
    assert len(weeks) == 1
