"""What a bot is killed around that files tickets."""

import json

from tests.crash.story import Story


async def ticket(story: Story) -> None:
    """A task becomes a ticket in Jira. There is one, whoever died before its key was written down."""

    async def filed() -> bool:
        made = story.workspace.world.vendors["jira-dc"]()["issues"]
        assert len(made) <= 1
        lists = [m for m in await story.player.messages(story.room, "ada") if "1 open" in m["text"]]
        return bool(made and lists and made[0]["key"] in json.dumps(lists[0]))

    async def linked() -> bool:
        [made] = story.workspace.world.vendors["jira-dc"]()["issues"]
        assert len(made["links"]) <= 1
        return bool(made["links"])

    await story.until(lambda: story.typed("task add write it up", story.room), "an answer to task")
    await story.until(lambda: story.typed("task ticket all", story.room), "an answer to task")
    await story.until(filed, "a list with the key of the one ticket")
    await story.until(linked, "one link to the incident")
