"""An incident of two hours and 400 messages, replayed: its post-mortem reads as a person would write it.

A line of the recording is `minute:second who` and what they do: `| words {label}` say, `< label | words` reply in
a thread, `+ label` and `- label` put 📌 on and take it away, `~ label | words` edit, `x label` delete, `/…` a
command.
"""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.conversations.driver import Json, Person, World

HERE = Path(__file__).parent / "recorded"
LINE = re.compile(r"(?P<m>\d+):(?P<s>\d\d) (?P<who>\w+) (?P<what>.*)")
SAID = re.compile(r"(?:< (?P<under>\w+) )?\| (?P<words>.*?)(?: \{(?P<label>\w+)\})?")


class Replay:
    """Plays a recording into a room. `said` are the messages that have a label."""

    def __init__(self, world: World, room: Json, began: datetime) -> None:
        self.world, self.room, self.began = world, room, began
        self.said: dict[str, Json] = {}
        self.messages = 0

    async def play(self, recording: str) -> None:
        for line in recording.splitlines():
            read = LINE.fullmatch(line)
            assert read, line
            await self._wait_until(self.began + timedelta(minutes=int(read["m"]), seconds=int(read["s"])))
            await self._do(self.world.person(read["who"]), read["what"])

    async def _wait_until(self, moment: datetime) -> None:
        ahead = (moment - self.world.now()).total_seconds()
        if ahead > 0:
            await self.world.passes(seconds=ahead)

    async def _do(self, who: Person, what: str) -> None:
        said = SAID.fullmatch(what)
        if said:
            thread = self.said[said["under"]] if said["under"] else None
            message = await who.says(self.room["id"], said["words"], thread=thread)
            self.messages += 1
            if said["label"]:
                self.said[said["label"]] = message
            return
        await self._act(who, what)
        await self.world.settles()  # what is under way must not be overtaken by the clock

    async def _act(self, who: Person, what: str) -> None:
        if what.startswith("/"):
            await who.types(self.room["id"], what)
            return
        sign, label, *rest = what.split(maxsplit=3)
        message = self.said[label]
        if sign == "+":
            await who.reacts(message)
        elif sign == "-":
            await who.unreacts(message)
        elif sign == "~":
            where = {"channel": self.room["id"], "ts": message["ts"]}
            await self.world.control("edit", user=who.name, **where, text=rest[1])
        else:
            await self.world.control("delete", user=who.name, channel=self.room["id"], ts=message["ts"])


WRITTEN: dict[str, str | dict[str, str]] = {
    "summary": (
        "From 13:49 to 14:55 UTC every third order at checkout failed: **340 orders** were lost, and all of them "
        "can be repeated. The retry in release 7.3 never gave its database connections back, until none was left. "
        "We rolled back to 7.2."
    ),
    "impact": "Customers saw an error after they had confirmed an order. Nobody was charged twice.",
    "whys": {
        "why:1": "The database took no more connections: 100 of 100 were in use.",
        "evidence:1": "https://graphs.example.com/d/db-main?from=1348",
        "why:2": "The retry for cards opens a connection for each try and never gives it back.",
        "evidence:2": "`retry.py` line 88, in release 7.3",
        "why:3": "No test counts connections, and the canary takes too few orders for it to show within an hour.",
        "evidence:3": "https://graphs.example.com/d/canary",
    },
    "contributing": "- The alarm on the database is about its disk and its load, not about its connections.",
    "went_well": "- The cause was found 18 minutes after declaring.\n- One rollback was enough.",
    "went_badly": (
        "- Nobody but a customer noticed, 11 minutes late.\n- The first update came without a time for the next."
    ),
}
TASKS = ("drop 1", "due 3 14d", "assign 4 me", "due 4 7d")


async def test_two_hours_and_400_messages_become_the_post_mortem_that_a_person_would_write(
    world: World, ada: Person
) -> None:
    world.unacked_allowed = True  # the clock may jump over an event that is under way: Slack sends it once more
    began = (world.now() + timedelta(days=1)).astimezone(UTC).replace(hour=14, minute=0, second=0, microsecond=0)
    await world.passes(seconds=(began - world.now()).total_seconds())
    room = await ada.declares("checkout returns 500")
    replay = Replay(world, room, began)
    await replay.play((HERE / "two_hours.txt").read_text(encoding="utf-8"))
    assert replay.messages == 400
    assert await as_read(world, room, began) == (HERE / "two_hours.md").read_text(encoding="utf-8")
    await written_up(world, room, ada)
    assert await as_read(world, room, began) == (HERE / "two_hours_published.md").read_text(encoding="utf-8")


async def as_read(world: World, room: Json, began: datetime) -> str:
    """The document, as it is on any day and any machine."""
    text = await world.document(room["id"])
    text = re.sub(r"due \d{4}-\d\d-\d\d \d\d:\d\d UTC", "due THEN", text)
    return re.sub(r"\(http://127\.0\.0\.1[^)]*\)", "(…)", text.replace(f"{began:%Y-%m-%d}", "DAY"))


async def written_up(world: World, room: Json, ada: Person) -> None:
    """What people do the next morning, with the forms under the message and the commands for tasks."""
    for key, words in WRITTEN.items():
        [message] = await world.named("postmortem", room["id"])
        await ada.clicks(message, "write_part", value=f"1:{key}")
        form = await ada.form()
        assert await ada.submits(form, **(words if isinstance(words, dict) else {"words": words})) == {}
        await world.settles()
    for task in TASKS:
        await ada.types(room["id"], f"/incident task {task}")
    [message] = await world.named("postmortem", room["id"])
    await ada.clicks(message, "publish_postmortem")
    await world.settles()
