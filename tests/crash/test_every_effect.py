"""A whole incident with two deaths around each effect that no opening has: the registry names them."""

from pathlib import Path

import pytest

from incidents.effects import EFFECTS
from tests.crash.alone import ALONE
from tests.crash.child import AFTER, BEFORE, Doom
from tests.crash.conftest import played
from tests.crash.story import Story, nothing_is_double
from tests.crash.test_opening import OPENING

pytestmark = pytest.mark.crash


@pytest.mark.parametrize("kind", [kind for kind in EFFECTS if kind not in OPENING])
async def test_a_death_at_any_effect_costs_nothing_and_doubles_nothing(
    kind: str, tmp_path: Path, sqlite_url: str
) -> None:
    async with played() as (workspace, player):
        story = Story(workspace, player, tmp_path, sqlite_url)
        try:
            await _told(story, kind)
        finally:
            await story.close()
        await nothing_is_double(story)


async def _told(story: Story, kind: str) -> None:
    """An incident from declare to post-mortem. The second bot finds undone what the first died before."""
    await story.begin(Doom(kind, BEFORE), Doom(kind, AFTER))
    await story.declare()
    if kind in ALONE:
        await ALONE[kind](story)
    await story.pin()
    await story.resolve()
    await story.end()
