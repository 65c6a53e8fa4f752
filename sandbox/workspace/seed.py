"""Fills a new workspace with the people and channels that are there at start."""

from sandbox.workspace import ids, names, people
from sandbox.workspace.nouns import Channel
from sandbox.workspace.space import Workspace

FIRST_CHANNELS = ("general", "random")
ADMIN = "ada"
SHARE = 7  # beyond the first channels, each person is in one of so many


def fill(space: Workspace, people: int = len(people.PEOPLE), channels: int = len(FIRST_CHANNELS)) -> None:
    """So many people and channels; those whom everybody knows come first."""
    _people(space, people)
    everybody = [user.id for user in space.users.values() if not user.is_bot]
    wanted = [*FIRST_CHANNELS, *names.channels(max(0, channels - len(FIRST_CHANNELS)))][: max(1, channels)]
    for number, name in enumerate(wanted):
        first = name in FIRST_CHANNELS
        members = everybody if first else everybody[number % SHARE :: SHARE]
        creator = (members or everybody)[0]
        channel = Channel(
            ids.settled("C", name), name, creator, int(space.clock.now()), members=list(members),
            is_general=name == "general",
        )  # fmt: skip
        space.add(channel)


def _people(space: Workspace, number: int) -> None:
    extra = names.people(max(0, number - len(people.PEOPLE)))
    for name, real_name, tz in [*people.PEOPLE[: max(1, number)], *extra]:
        user = people.new(space, name)
        user.real_name, user.tz, user.admin = real_name, tz, name == ADMIN
        space.users[user.id] = user
