"""Incidents from before something was done for all: it is made up for, some each hour, the newest first."""

from functools import partial

from incidents.closing import wind_up
from jobs.desk import Desk
from jobs.postmortem import find_older
from storage.where import numbered

ROOMS = 20
"""Whose clock begins at once: each is asked of Slack, and told."""


async def see_to_older(desk: Desk) -> None:
    """Their rooms are archived as others are, and their post-mortems are found."""
    await wind_up_older(desk)
    await find_older(desk)


async def wind_up_older(desk: Desk) -> None:
    """Rooms about which all was said before the config let any be archived get their clock."""
    writing, begun = desk.catalog.writing, 0
    if writing.archive_after is None:
        return
    for number in await desk.store.without_clock(waived_for=writing.waived_for):
        if begun < ROOMS:
            rule = partial(wind_up, catalog=desk.catalog, at=desk.now())
            begun += bool((await desk.store.change(numbered(number), rule)).change)
