"""The opening of a room with a death around every commit and every outside call, in turn on both databases."""

import asyncio
from pathlib import Path

import pytest

from tests.crash.child import Doom
from tests.crash.conftest import DATABASES, NewDatabase, played
from tests.crash.story import Story, opened_once

pytestmark = pytest.mark.crash

PARTS = 6
"""What may run side by side. Which step is which changes from run to run, and with it the database it meets."""
OPENING = frozenset({
    "open_channel", "invite_people", "refresh_card", "set_topic", "answer_person", "refresh_digest",
    "bookmark_bridge", "invite_followers", "pin_card", "bookmark_card", "refresh_canvas",
})  # fmt: skip
"""Effects that are killed here, around each commit and call."""


@pytest.mark.parametrize(
    ("part", "new_database"), [(part, DATABASES[part % 2]) for part in range(PARTS)], indirect=["new_database"]
)
async def test_a_death_at_any_step_of_the_opening_costs_nothing_and_doubles_nothing(
    part: int, new_database: NewDatabase, tmp_path: Path
) -> None:
    step = part
    while await _dies_at(step, new_database, tmp_path):
        step += PARTS
    assert step > PARTS, "an opening has more steps than that: they are not counted any more"


async def _dies_at(step: int, new_database: NewDatabase, folder: Path) -> bool:
    """Whether there was such a step: beyond the last one nobody dies."""
    with new_database() as url:
        async with played() as (workspace, player):
            story = Story(workspace, player, folder, url)
            try:
                await story.begin(Doom(step=step))
                story.bot.count()
                await story.declare()
                await story.settle()
            finally:
                await story.close()
            await opened_once(story)
            assert await asyncio.to_thread(story.performed) >= OPENING
            return story.deaths == 1
