"""What a bot is killed around that reads a message of the timeline again."""

from tests.crash.story import Story


async def edited(story: Story) -> None:
    """A message with 📌 is edited: the timeline follows, and has one line of it."""

    async def marked() -> bool:
        said = await story.player.messages(story.room, "ada")
        names = [each["name"] for m in said if m["ts"] == ts for each in m.get("reactions") or []]
        return "memo" in names

    await story.until(story.idle, "a whole opening")
    ts = await story.player.says("ada", story.room, "the disk is full")
    await story.player.reacts("ada", story.room, ts, "pushpin")
    await story.until(marked, "a message that was read")
    await story.player.edits("ada", story.room, ts, "the disk was full")
