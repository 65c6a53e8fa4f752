"""Fills a new workspace with the people and channels that are there at start."""

from sandbox.workspace import ids, people
from sandbox.workspace.nouns import Channel
from sandbox.workspace.space import Workspace


def fill(space: Workspace) -> None:
    for name, real_name, tz in people.PEOPLE:
        user = people.new(space, name)
        user.real_name, user.tz = real_name, tz
        space.users[user.id] = user
    everybody = [user.id for user in space.users.values() if not user.is_bot]
    for name in ("general", "random"):
        channel = Channel(
            ids.settled("C", name), name, everybody[0], int(space.clock.now()), members=list(everybody),
            is_general=name == "general",
        )  # fmt: skip
        space.channels[channel.id] = channel
